"""Who a post speaks of: the writer, somebody else, somebody it speaks to; and things that only bear a place's name."""

from abhay.adapters.gazetteer.presence.words import table

SELF = table(
    "main mai i mhe mhai mujhe mujhko mujh mene maine me hum ham mera meri mere mhara mharo mhari my mane manne "
    "मैं मै म्हैं म्हे म्हूं मुझे मैंने हम मेरा मेरी मेरे म्हारो म्हारी म्हारा मने मन्नै मनै"
)
MINE = table(
    "mera meri mere mhara mharo mhari my apna apni apne humara hamara म्हारो म्हारी म्हारा मेरा मेरी मेरे अपना "
    "अपनी अपने हमारा हमारी"
)
OTHERS = table(
    "vo wo woh voh usne usse uska uski uske use unhe unhone unka unki unke tum tu tera teri tere tumne tune "
    "tumhara tumhari tumhare aap apka aapka ex bhaiya bhaiyya behen behan bahan bahen didi papa pappa mummy mumma "
    "mom dad daddy baap bapu bapuji pitaji pita mata maa beta beti bete betiyan bachche bacche baccha biwi bivi "
    "patni pati husband wife gf bf girlfriend boyfriend dost friend friends mausi masi mami nani nana dada dadi "
    "chacha chachi tau bua fufa uncle aunty cousin jija jiju sali saala ladki ladka log logo logon sab sabko "
    "sabhi parivar family gharwale bhabhi devar saas sasur sasural he she they his her him their sister brother "
    "mother father son daughter kisi kisiko koi unse unko jisne jiska usko inka inhe bhai bhaijaan sir madam "
    "teacher boss seth malik वो वह उसने उससे उसका उसकी उसके उसे उन्हें उन्होंने उनका उनकी उनके तुम तू तेरा तेरी "
    "तेरे तुमने तूने तुम्हारा आप आपका भैया बहन बहिन दीदी पापा मम्मी बाप बापू पिताजी पिता माता मां माँ बेटा बेटी "
    "बेटे बच्चे बच्चा बीवी पत्नी पति दोस्त मौसी मामा मामी नानी नाना दादा दादी चाचा चाची ताऊ बुआ अंकल आंटी जीजा "
    "लड़की लड़का लोग लोगों सब सबको परिवार घरवाले भाभी देवर सास ससुर ससुराल किसी किसीको कोई उसको भाई सेठ मालिक "
    "छोरी छोरो बो बा बीं"
)
ASK = table(
    "jao jaao aajao aajaiye जाओ आजाओ "
    "mat batana btana bata-dena dena kehna kahna keh kijyo kijo bolna boldena pahunchana pohchana milna milenge "
    "bhejdena dijiye de do lena sunna puchna aana ana aao aa-jao मत बताना बता देना कहना कह कहियो बोलना पहुंचाना "
    "मिलना मिलेंगे दीजिए लेना आना आओ खबर khabar"
)
"""What the reader is asked to do."""
_TITLES = table(
    "movie film web series season files file crime wali-video song gana gaana gaane geet kahani gatha story katha "
    "diaries trailer factory express mail intercity rajdhani shatabdi humsafar"
)
_TEAMS = table(
    "royals indians capitals kings kingz riders warriors panthers super team tigers lions united fc cricket board "
    "university-result result paper cement textile textiles marble granite stone stones pathar patthar sandstone "
    "rugs handicrafts bank lok sabha vidhan loksabha vidhansabha assembly constituency seat election"
)
_FOOD = table(
    "kachori kachauri bhujia namkeen laddu ladoo laddoo peda pede mawa mava ghevar mirchi vada bada samosa dal "
    "baati thali rabdi kalakand petha barfi mithai jalebi sweets chai tea masala lassi kulfi peg pulao biryani "
    "biryaani kebab halwa"
)
_GOODS = table(
    "doria dori saree sari sadi suit lehenga odhni bandhej print prints kurta jooti juti mojari quilt razai rajai "
    "painting paintings art shawl silk silver moti sword talwar belt jutti chappal"
)
_LIKENESS = table(
    "jaisa jaise jaisi baje bajey bje फिल्म मूवी सीरीज सीजन गाना गाने गीत कहानी गाथा फैक्ट्री-देख एक्सप्रेस मेल "
    "रॉयल्स इंडियंस पैंथर्स टीम बोर्ड रिजल्ट परिणाम सीमेंट मार्बल पत्थर स्टोन लोकसभा विधानसभा सीट चुनाव कचौरी "
    "कचोरी भुजिया नमकीन लड्डू पेड़ा पेड़े मावा घेवर मिर्ची वड़ा बड़ा समोसा दाल बाटी रबड़ी कलाकंद पेठा बर्फी मिठाई "
    "जलेबी चाय लस्सी डोरिया साड़ी सूट लहंगा ओढ़नी बंधेज प्रिंट कुर्ता जूती जूतियां मोजड़ी रजाई पेंटिंग शॉल सिल्क "
    "जैसा जैसे जैसी बजे"
)
THINGS = _TITLES | _TEAMS | _FOOD | _GOODS | _LIKENESS
"""Right behind a name these make it the name of a thing, of a kind that is called after places."""
