// A certified identity provider (npm oidc-provider) on loopback, with its own pages for signing in: any name is a person.
import { Provider } from "oidc-provider";

const [port, back] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: "abhay", client_secret: "synthetic", redirect_uris: [back] }],
  pkce: { required: () => true },
  claims: { openid: ["sub"], profile: ["name", "groups"] },
  cookies: { keys: ["synthetic"] },
  findAccount: async (_, sub) => ({
    accountId: sub,
    claims: async () => ({ sub, name: "Asha Devi", groups: [`abhay-${sub.split(".")[1]}`] }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
