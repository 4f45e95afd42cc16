"""The pages on which admins tune who is paged when: the policy with its what-if, and its versions."""
