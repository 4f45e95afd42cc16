"""The grammar of being somewhere: postpositions, verbs and their tense, as people write them.

Hindi and Hinglish, with Marwari, Shekhawati, Mewari, Hadoti and Bagri where they differ. Each table is folded, so that
marks and nukta do not matter. A table holds words of grammar and no names of places.
"""

import re

from abhay.adapters.gazetteer.names.spelling import folded


def table(line: str) -> frozenset[str]:
    """Returns the words of a line, folded."""
    return frozenset(folded(word) for word in line.split())


IN = table(
    "me mein men mai main m mei mey mae mian maim meh maay may maye mahi maahi mahin mayne में मे म मैं मै मांय "
    "माय मायं माही मंय मां मैंह मं म्ह मह"
)
ON = table("pe par pr pai upar mathe maathe पे पर पै ऊपर माथै माथे")
NEAR = table(
    "paas pass pas kinare kinaare bahar baahar andar samne saamne najdik nazdik nazdeek kareeb yahan yahaan kane "
    "gode kareebi niche neeche side taraf par pe me mein पास किनारे बाहर अंदर सामने नजदीक करीब यहां कनै कने गोडै "
    "गोडे नीचे"
)
"""Behind "ke": at, by, in front of."""
FROM = table("se sey su soon syu syun hu sun thi from से सूं सुं सूँ स्यूं सै")
OF = table("ka ke ki k ro ri ra rau ko की का के रो री रा रै को नो नी ना")
WALA = table(
    "wala wale wali vala vale vali waala waale waali aala aale aali wara वाला वाले वाली वाळा वाळो वाळी आला आळो आली"
)

AM = table(
    "hu hun hoon hoo huu huun hooon hoin hn hum hai-hu am im iam su sun chu chhu chhun chun chhoo hau हूं हूँ हु "
    "हुं हू हों छूं छुं छू छु सूं"
)
"""First person, present."""
IS = table("hai h he hae hain hein haa chhe che chhai chha है हैं ह छै छे छ सै is are has lives works stays")
WAS = table("tha thi the thaa thee tho tha'n था थी थे थो थां थीं हतो हती was were used had hota hoti hote होता होती होते")
WAS_UNSURE = table("the")
"""Past in Hindi, an article in English."""
WILL = re.compile(
    r"(?:unga|ungi|oonga|oongi|onga|ongi|aunga|aungi|enge|engey|engi|ega|egi|ula|oola|asyu|asyun|asu|asoo)$"
    r"|(?:ूंगा|ूंगी|उंगा|उंगी|ऊंगा|ऊंगी|एंगे|ेंगे|ेगा|ेगी|एगा|एगी|ूंला|सूं|स्यूं)$"
)
"""Endings of the future."""
WOULD = table(
    "jana jaana jane jaane jau jaun jaau jaaun chalte chalo chalna chale jaye jaaye jayen going heading go visit "
    "travel kash kaash sapna sapne chahta chahti chahte chahiye sochta sochti socha soch plan wish want wanted "
    "dream जाना जाने जाऊं जाऊँ जाउं चलो चलते चलना जाए जाएं काश सपना सपने चाहता चाहती चाहते चाहिए सोचता सोचती सोचा "
    "सोच जावणो जाणो ghumne ghoomne घूमने bhejna bheja bhej भेजा भेजना भेज"
)
"""Wishes, plans and ways still to go."""
GOING = table(
    "ja jaa jata jaata jaati jati jate जा जाता जाती जाते gaya gayi gai gaye gye gyi gyo gayo गया गई गए गयी गये ग्यो"
)

STAY = table(
    "baitha baithi baithe betha bethi beitha baithyo bethyo baithyodo baith beth khada khadi khade khadyo kharo "
    "pada padi pade padyo padyodo paryo ruka ruki ruke ruk rukyo rukyodo rukgya thehra thahra theharna phasa "
    "phansa fasa fansa phasi fasi phas fas fass atka atki atak leta leti letyo bharti bhrti admit admitted rehta "
    "rahta rhta reta rehti rahti rhti rehte rahte rahu rahun rehu raha-hu rewu revu rehvu padhta padhti padta "
    "padti padhai job naukri nokri coaching kamata kamati kaam kam majduri mazdoori dukan chalata chalati tayari "
    "taiyari tyari taiyyari kiraye kiraya posted posting transfer duty tainat stuck living staying sitting "
    "standing working studying stay live lying hiding hidden chhupa chupa chhupi chupi sota soti बैठा बैठी बैठे "
    "बैठ्यो बैठ्यी बैठ बैठ्योड़ो खड़ा खड़ी खड़े खड्यो ऊभो ऊभी पड़ा पड़ी पड़े पड्यो पड़्यो पड़्योड़ो रुका रुकी "
    "रुके रुक रुक्यो ठहरा ठहरी फंसा फंसी फंस फसा फसी अटका अटकी लेटा लेटी भर्ती भरती एडमिट रहता रहती रहते रहूं "
    "रैवूं रेवूं रैऊं रह पढ़ता पढ़ती पढ़ाई नौकरी जॉब कोचिंग काम मजदूरी दुकान चलाता चलाती तैयारी किराए किराये "
    "पोस्टेड पोस्टिंग ट्रांसफर ड्यूटी तैनात छुपा छुपी छिपा छिपी सोता सोती"
)
"""What one does where one is."""
ARRIVE = table(
    "aaya aayi aaye aya ayi aye aai aagaya aagya aagayi aagyi agaya agya agayi agyi aagyo aayo ayo aayodo aayodi "
    "aa aake aakar aakr pahuncha pahunchi pahunche pahunch pahucha pahuchi pahuch pohoch pohcha pohchi pohocha "
    "pahonch pahoncha ponch poncha pugyo pug pugi pugyodo utra utri utar utaar utrya utaryo shift shifted moved "
    "landed reached arrived lauta lauti laut lotyo wapas wapis vapas vapis आया आयी आई आए आयो आयोड़ो आयोड़ी आ आकर "
    "आके पहुंचा पहुंची पहुंचे पहुंच पहुँचा पूग पूग्यो पूगी उतरा उतरी उतर उतर्यो शिफ्ट लौटा लौटी लौट वापस"
)
LEAVE = table(
    "chhod chod chhodi chhoda choda chhodke chhodkar chodkar chodke chhodyo chhod-diya nikal nikla nikli nikle "
    "niklyo bhaag bhag bhaga bhagi chala chali chalyo left leaving leave quit ran छोड़ छोड़ा छोड़ी छोड़कर छोड़के "
    "छोड्यो छोड़्यो निकल निकला निकली निकल्यो निकळ भाग भागा भागी चला चली चल्यो"
)
BACK = table("wapas wapis vapas vapis lauta lauti laut वापस लौटा लौटी लौट back")
SPEAK = table(
    "likh likhta likhti likhu likhraha bol bolta bolti bolu boldu post posting call calling message msg phone fon "
    "writing live typing tweet bata bataa लिख लिखता लिखती बोल बोलता बोलती पोस्ट कॉल मैसेज फोन लाइव टाइप"
)
NOW = table(
    "ab abhi abi aaj aj filhal filhaal yahi yahin yahee yaha yahan yahaan yhi yha idhar idhr athe athai atthe "
    "haal current currently now here rn today tonight presently still अब अभी आज फिलहाल यहीं यही यहां यहाँ इधर अठै "
    "अठे अबार हाल"
)
NOT = table("nahi nai nhi nahin nahee ni koni konya konyi kone kon na not never nee कोनी नहीं नही ना नी कोन्या कोन")
REMEMBER = table(
    "yaad yaaad yad yaadein yadein yaade yaden bachpan bachapan miss missing missed memories kabhi pehle pahle "
    "phle pahale beete bite jab jad याद यादें यादां ओळ्यूं ओल्यूं बचपन कभी पहले जब जद बीते mela"
)
HOME = table(
    "ghar gaon gaav gaanv gav gaam gam village vill home native hometown janam janm paida paidaish jaye-janme "
    "mool basically born originally घर गांव गाँव गाम जन्म पैदा मूल निवासी niwasi"
)
RESIDENT = table("rehne rahne rehnewala rahnewala rehvasi niwasi rahvasi रहने निवासी रैवासी रेवासी")
LABEL = table("location loc lokesan lokeshan address adress addres pata लोकेशन पता एड्रेस")
ENGLISH_IN = table("in at near around reached inside outside")
ENGLISH_FROM = table("from")
ENGLISH_TO = table("to for towards")
JOINTS = table(
    "aur or and but lekin magar kyunki kyuki ki-nahi jabki par fir phir to toh because so while though then और "
    "लेकिन मगर क्योंकि जबकि फिर तो पण per"
)
"""Words between two statements."""
LANDMARKS = table(
    "hostel hostal pg room kamra kamre kamro flat ghar quarter hotel lodge station steshan stand stend bus "
    "railway rly jn junction platform hospital hospitl aspatal haspatal clinic college kolej school iskool "
    "university uni campus court kachahari thana thane jail mandir masjid dargah gurudwara church lake jheel jhil "
    "dam talab taalab talai pond ghat kila qila fort mandi market bazar bazaar mall factory fektri company "
    "kampani mill mil office daftar dukan dukaan shop academy akadmi coaching library institute classes gaon "
    "dhani colony nagar mohalla road highway dhaba pul bridge nadi river canal nahar border chowk chauraha circle "
    "gate park garden airport cantt army camp khet farm resort dharamshala chawl ashram bypass tiraha sarkari "
    "civil medical defence police side area khan khadan mine mines plant godown site pahad pahadi hill hills "
    "dhora dhore beach gali mode mod sec sector sect ward block phase plot हॉस्टल होस्टल छात्रावास पीजी रूम कमरा "
    "कमरे कमरै फ्लैट घर क्वार्टर होटल लॉज स्टेशन टेसण स्टैंड बस रेलवे जंक्शन प्लेटफॉर्म अस्पताल हॉस्पिटल कॉलेज "
    "स्कूल यूनिवर्सिटी कैंपस कोर्ट कचहरी थाना थाने जेल मंदिर मस्जिद दरगाह गुरुद्वारा झील डैम बांध तालाब घाट किला "
    "किले मंडी बाजार बाज़ार मॉल फैक्ट्री कंपनी मिल ऑफिस दफ्तर दुकान एकेडमी कोचिंग लाइब्रेरी गांव ढाणी कॉलोनी "
    "मोहल्ला मोहल्ले रोड हाईवे ढाबे ढाबा पुल नदी नहर बॉर्डर चौक चौराहा चौराहे गेट पार्क एयरपोर्ट छावनी कैंप खेत "
    "रिसॉर्ट धर्मशाला चॉल आश्रम खान खदान साइट पहाड़ पहाड़ी धोरों धोरा गली सेक्टर वार्ड ब्लॉक"
)
"""What one is in, at or by in a place: between its name and the postposition."""
DWELLINGS = table(
    "room kamra kamro kamre flat pg hostel quarter makan dukan dukaan jhopdi कमरा कमरो कमरे रूम फ्लैट मकान दुकान "
    "क्वार्टर rum rooms floor"
)
"""What makes "my … is in Kota" a statement of where one is; a house and a village may be far away."""
SAME_PLACE = table("wahi wahin vahi vahin wahan waha vaha vahan vhi whi वहीं वही वहां वहाँ उठै बठै there")
"""The place that was named before: "papa ka quarter hai, wahi hu"."""
WISHES = table("kash kaash काश if agar अगर")
VEHICLES = table(
    "bus train gaadi gadi gaddi flight jeep taxi truck express mail tempo ticket बस ट्रेन गाड़ी फ्लाइट टैक्सी ट्रक टिकट जीप"
)
"""In one of these somebody is on the way to the place whose name it bears."""
ABSTRACT = table(
    "tension yaad gam gham chinta depression pyar pyaar mohabbat soch chakkar intezar intezaar talash khayal "
    "khyal mood dar darr sapne sapno khwab group team match exam paper result course style andaaz naam case "
    "maamle mamle chunav election history itihas video reel photo news khabar टेंशन याद गम चिंता प्यार सोच चक्कर "
    "इंतजार तलाश ख्याल डर सपने सपनों ग्रुप टीम मैच परीक्षा पेपर रिजल्ट नाम केस मामले चुनाव इतिहास वीडियो फोटो "
    "न्यूज"
)
"""What nobody is in bodily."""
THINKING = table(
    "sochte sochta sochti soch lagta lagte lagti bola bole boli bolte kaha kehte kahte pata samajhte samjhte "
    "jante bataya सोचते सोचता सोचती लगता लगते बोला बोले बोली बोलते कहा कहते पता समझते जानते बताया"
)
FAR = table("door dur duur km kilometer kosh kos far away दूर किमी किलोमीटर कोस")
"""Behind "from": some way off."""
THAT = table("ki ke कि के")
"""Behind a word of thinking or saying, another statement begins with these."""
DONE = table("di dii diya diye tay hui hua huyi hue mili mila mile kiya दी दिया दिए तय हुई हुआ हुए मिली मिला मिले किया")
"""What was done or happened there, by or to whomever."""
BORN = table("born birth janam janm paida paidaish जन्म पैदा")
ENGLISH_VERBS = table("is am are was were has had he lives works stays")
ENGLISH_PAST = table(
    "met was were lived studied visited went saw stayed worked grew loved married cheated happened did used "
    "started began ended died"
)
DIALECT = table(
    "mhe mhara mharo mhari mhane mhanne thare thari tharo ryo riyo rya hogyo gyo hogi koni konya kone ghano ghana "
    "ghani bhaya bhayla athe uthe kathe chhu chhun jivno jeevno aalo aali aale baithyo padyo lagyo kyu-kar sagla "
    "saglo tabar chhoro chhori bapuji म्हारो म्हारी म्हारा म्हैं म्हे थारो थारी कोनी कोन्या घणो घणी घणा रह्यो "
    "रियो र्यो ग्यो अठै बठै कठै छूं छै भाया सगळा सगळो टाबर छोरो बैठ्यो पड़्यो पड्यो लाग्यो जीवणो आळो आळी"
)
"""Words of Rajasthan's own dialects."""
GRAMMAR = IN | ON | FROM | OF | WALA | AM | IS | WAS | NOW | NOT | GOING | BACK | SAME_PLACE
"""Words that are never names of places in running text."""
