"""The words that the rules lean on: what announces a name or an organisation, and what is never a name."""

from __future__ import annotations

from gesprek.teamoverleg.anonimiseren.vouwen import vouw


def _w(tekst: str) -> frozenset[str]:
    return frozenset(map(vouw, tekst.split()))


KIND_WOORDEN = _w(
    "zoon zoontje dochter dochtertje kind kindje kleinkind kleinzoon kleindochter kleinzoontje kleindochtertje "
    "stiefzoon stiefdochter stiefzoontje stiefdochtertje stiefkind pleegzoon pleegdochter pleegkind pleegzoontje "
    "pleegdochtertje adoptiezoon adoptiedochter neefje nichtje broertje zusje stiefbroertje stiefzusje "
    "halfbroertje halfzusje buurmeisje buurjongen buurjongetje meisje jongen jongetje leerling leerlinge kleuter "
    "peuter baby petekind metekind oudste jongste middelste kleine tweeling buurkind dochters zonen zoons "
    "kinderen kleinkinderen "
)
RELATIES = KIND_WOORDEN | _w(
    "broer zus zuster broers zussen moeder vader mama papa mam pap ma pa mams paps man vrouw echtgenoot "
    "echtgenote partner ex exman exvrouw ex-man ex-vrouw ex-partner vriend vriendin lief vriendje vriendinnetje "
    "stiefvader stiefmoeder stiefbroer stiefzus halfbroer halfzus pleegvader pleegmoeder pleegmama pleegpapa "
    "pleegouder schoonzus schoonbroer schoonmoeder schoonvader schoonzoon schoondochter zwager schoonouders neef "
    "nicht oom nonkel tante tantes ooms opa oma bompa bomma opi omi grootvader grootmoeder peter meter peetoom "
    "peettante buurman buurvrouw buur buren kameraad maat makker bestie babysit oppas gastouder collega baas "
    "werkgever huisgenoot kotgenoot cliënt client cliënte patiënt patient patiënte bewoner bewoonster slachtoffer "
    "verdachte dader klasgenoot klasgenootje klasgenote teamgenoot ploegmaat stagiair stagiaire vrijwilliger "
    "verloofde minnaar minnares stiefpapa stiefmama "
)
TITELS = _w(
    "mevrouw mevr mw mej mejuffrouw meneer mijnheer menheer dhr hr heer dame juf juffrouw juffie meester mr "
    "dokter dr prof professor drs ir pastoor pater priester imam dominee ds diaken ouderling kapelaan rabbijn "
    "broeder zuster oom nonkel tante opa oma coach trainer trainster leider leidster leraar lerares leerkracht "
    "docent docente mentor begeleider begeleidster opvoeder opvoedster therapeut psycholoog psychologe psychiater "
    "huisarts advocaat rechter agent inspecteur directeur directrice collega voogd gezinsvoogd wijkagent "
    "teamleider coördinator ene bompa bomma tuur peter meter familie gezin fam monitor monitrice gezinsbegeleider "
    "jeugdconsulent verpleegkundige cliënt client patiënt bewoner leerling "
)
TITELS_KLEIN = _w(
    "dhr mevr mw meneer mevrouw mijnheer juf juffrouw meester oom nonkel tante opa oma bompa bomma pastoor pater "
    "ene ons onze dokter "
)
BEZIT = _w("mijn mn m'n zijn zn z'n haar hun ons onze jouw je uw d'r dr ne de het een die deze dat dit")
NOEMT = _w(
    "heet heette heten heetten genaamd genoemd noemt noemen noemde naam bijnaam roepnaam koosnaam voornaam "
    "achternaam familienaam "
)
GROET = _w("beste dag hallo hoi hey lieve geachte groeten groet groetjes mvg liefs dank bedankt dankjewel")
SPREEKT = _w(
    "heeft is was had zegt zei vertelt vertelde wil wilde wou kan kon komt kwam gaat ging zit zat staat stond "
    "ligt lag woont woonde werkt werkte belt belde vraagt vroeg weet wist denkt dacht vindt vond ziet zag doet "
    "deed wordt werd krijgt kreeg speelt slaapt huilt huilde kijkt keek mag mocht moet moest houdt hield geeft "
    "gaf neemt nam blijft bleef stuurde stuurt schrijft schreef appt appte noemt noemde heet heette durft durfde "
    "voelt voelde maakt maakte begon begint zijn haar zou zal liep loopt bleek blijkt lijkt leek hoorde hoort "
    "drinkt dronk verblijft vertrok zwijgt zweeg gelooft mailde liegt reageert ontkent ontkende "
)
ZEGT = _w(
    "zegt zei vertelt vertelde vindt vond vraagt vroeg wist weet denkt dacht belt belde appt appte mailt mailde "
    "ontkent ontkende zwijgt zweeg huilt huilde beweert beweerde gelooft geloofde schrijft schreef durft durfde "
    "woont woonde slaapt reageert reageerde bekent bekende schaamt schaamde ging zit zat "
)
"""What only somebody does: before these an ordinary word without an article is a name."""
AANGESPROKEN = _w(
    "waarom wil kan kun ik jij je kom ga doe stop luister wat hoe waar heb ben weet mag sorry dank bedankt "
)
"""Behind a name and a comma: somebody is spoken to."""
EERBIED = _w(
    "wet grondwet decreet staat koning koningin bijbel schrift heer kerk school rechter minister regering "
    "stad gemeente provincie internet directie team commissie overheid inspectie procureur dienst afdeling "
    "web cloud universum "
)
"""Written with a capital out of respect."""
VOORAF = _w(
    "ja nee haha hey hoi ok oke want dat maar en dus toen als omdat of nou jawel echt hmm ah oh och euh "
)
"""In chat, before who does something."""
ERVOOR = _w(
    "met van aan voor door bij tegen zonder over naar en of dat toen want zei zegt vroeg vraagt vertelde belde "
    "zag als ook dan heeft had sprak hoorde vindt volgens om rond samen noemt sinds misschien dus omdat terwijl "
    "is gebeld "
)
TUSSENVOEGSELS = _w(
    "van de der den het ter ten te vander vanden vande ver von zu zur el al ben bin ibn bint la le les du des di "
    "da dos del della 't t op in aan bij onder over uit voor tot d' s vd v.d. y "
)
BEGIN_TUSSEN = TUSSENVOEGSELS - _w("in aan bij onder over uit voor tot het te op s y t ben")

# Written with a small letter these are words, whatever list of names they are on too.
GEWOON = _w(
    "aan aangezien achter al als ander andere anders bas bang beide ben bent beter bij bijna binnen boek bond "
    "boos boy broer daar dag dan dat de den der deze dicht die dit door dus een eens elk elke els er ergens even "
    "faas ga gaan geen geleden geluk god goed graag groot haar had hard heb hebben heeft hem hen het hier hij hoe "
    "hoop hun ik in is ja jaar jade jas jet je jij job joke kan kans keer ken kick kind klein kom kon kris kwam "
    "laat lang leen leven licht lief lieve linde lot lou maar made mag man mand mara mare mark mats max mees meer "
    "mei men mens met mij min misschien moeder moed mooi na naar nadat net niet niets noch nog nova nu om omdat "
    "on onder ons oog ook oost op open oud over pas pol puck puk raad rein rob rond roos rosa rose rune ruim sam "
    "sara sem sep snel sten stil sterk stond storm te tegen ten ter thuis tien toch toen toon tot trouw tussen "
    "tuur uit uw vader van veel ver vers vind vlak voet vol voor vooral vreemd vriend vrij waar wacht want waren "
    "was wat we week wel welk werd west wie wij wil wit wolf word wout zag zal ze zei zeker zelf zich zij zijn "
    "zin zo zon zonder zoon zou zus zwart dagen alleen geweest samen vandaag morgen iris merel fleur amber "
    "madelief jasmijn constant august victoria angel gust flor nora bo an jo ro do si li no so ha to re mi ti la "
    "le lo wel zou kwam leert belt ligt vindt zorg zorgen kijkt geeft neemt blijft maken praten zeggen vragen ook "
    "steeds soms altijd nooit vaak mn dr mw hr dhr prof ds drs mevr ir jl tel ii vb bv nl be zgn evt ivm tov dwz "
    "o.a. etc aub svp mss ni nie da wa ma gij ge efkes effe wss idd ofzo fb ig app dm pc tv gsm wifi zn mn dr nr "
    "jonge oude nieuwe sinds terug vorige laatste eerste huidige vaste zieke dode werkt dronk sliep loopt speelt "
    "zoals zowel "
)

NAAMACHTIG = _w(
    "bas jade jet joke kris linde lot lou mara mark mats max mees nova pol puck puk rob roos rosa rose rune sam "
    "sara sem sep sten storm toon tuur wolf wout iris merel fleur amber madelief jasmijn victoria angel gust flor "
    "nora bo jo els leen boy faas hoop wil kim jan piet peter "
)
"""Of these, what is a name all the same behind "mijn broer"."""

BEHOUDEN = [
    "Veilig Thuis",
    "Stop it Now",
    "Slachtofferhulp Nederland",
    "Slachtofferhulp",
    "De Waag",
    "Zelfmoordlijn",
    "Kindertelefoon",
    "De Kindertelefoon",
    "Awel",
    "Tele-Onthaal",
    "Tele Onthaal",
    "Chat met Fier",
    "Centrum Seksueel Geweld",
    "Zorgcentrum na Seksueel Geweld",
    "Zorgcentra na Seksueel Geweld",
    "Vertrouwenscentrum Kindermishandeling",
    "Vertrouwenscentrum",
    "Raad voor de Kinderbescherming",
    "Kinderbescherming",
    "Jeugdbescherming",
    "Child Focus",
    "Meldpunt Kinderporno",
    "Helpwanted",
    "Offlimits",
    "Expertisebureau Online Kindermisbruik",
    "Rode Kruis",
    "Sensoa",
    "Rutgers",
    "Onder 4 ogen",
    "Vlaggensysteem",
    "Opgroeien",
    "Kind en Gezin",
    "Kind & Gezin",
    "Agentschap Opgroeien",
    "Leger des Heils",
    "Halt",
    "Fier",
    "Qpido",
    "Troubled Desire",
    "Lucy Faithfull",
    "Universitair Forensisch Centrum",
    "Ondersteuningscentrum Jeugdzorg",
    "Sociaal Huis",
    "Huis van het Kind",
    "Centrum Algemeen Welzijnswerk",
    "Openbaar Ministerie",
    "Autoriteit Persoonsgegevens",
    "Movisie",
    "EOKM",
    "Grenswijs",
    "Parents Protect",
    "Nederlands Jeugdinstituut",
    "Trimbos",
    "Trimbos-instituut",
    "MIND Korrelatie",
    "Korrelatie",
    "De Luisterlijn",
    "Luisterlijn",
    "Augeo",
    "Pharos",
    "Nupraatikerover",
    "Steunpunt Seksueel Geweld",
    "Steunpunt Mens en Samenleving",
    "Vlaams Expertisecentrum Kindermishandeling",
    "Kinderrechtencommissariaat",
    "Kinderombudsman",
    "De Kinderombudsman",
    "Jeugdadvocaten",
    "Politie",
    "Defence for Children",
    "Unicef",
    "Trefpunt Zelfmoord",
    "Zelfmoord1813",
    "Similes",
    "Ypsilon",
    "Anonieme Alcoholisten",
    "Family Justice Center",
    "Veilig Huis",
    "Zorg- en Veiligheidshuis",
    "Veiligheidshuis",
    "Moord en Brand",
]
"""Public organisations that a reader should see; the caller may give more."""

HOOFDWOORDEN = _w(
    "whatsapp instagram snapchat tiktok discord telegram facebook messenger youtube google roblox fortnite "
    "minecraft signal teams zoom skype netflix playstation nintendo xbox windows iphone ipad samsung android "
    "apple reddit twitter omegle tor chatgpt linkedin pinterest twitch kik wickr spotify microsoft outlook gmail "
    "hotmail word excel chrome firefox dropbox tinder grindr bumble onlyfans pornhub habbo marktplaats internet "
    "wifi vpn usb sms gsm pc tv dvd cd dna god jezus christus allah boeddha maria bijbel koran kerst kerstmis "
    "pasen pinksteren sinterklaas kerstman ramadan suikerfeest offerfeest carnaval hemelvaart nieuwjaar europa "
    "europees europese eu covid corona nederland belgië vlaanderen vlaams vlaamse nederlands nederlandse belgisch "
    "belgische nederlander nederlanders belg belgen vlaming vlamingen engels frans duits arabisch turks "
    "marokkaans spaans pools latijn berbers turkse marokkaanse franse duitse engelse poolse surinaams surinaamse "
    "islam islamitisch islamitische christelijk christelijke katholiek katholieke protestant protestantse "
    "gereformeerd gereformeerde moslim moslima joods joodse hindoe jehova rooms antilliaans antilliaanse ggz ggd "
    "clb caw ocmw cgg vk ubc vagg ufc adhd add ass autisme ptss iq ots tbs mdo huisarts efteling plopsaland "
    "bobbejaanland efteling walibi lego pokémon disney barbie k3 studio noord zuid oost west stop vraag stap ja "
    "nee ok oké sos pdf csam ai vog avg gdpr marokkaan turk pool pools asperger down syndroom tourette gilles "
    "bdsm lgbt lhbti lhbtqi emdr cgt act dsm mri ecg eeg soa hiv aids bmi efteling vaderdag moederdag valentijn "
    "halloween prinsjesdag bevrijdingsdag ij ii iii iv vi havo vwo vmbo mavo aso tso bso kso buso okan lo bo "
    "bubao so vo po mbo hbo wo avo politie justitie jeugdzorg jeugdhulp jeugdbescherming parket reclassering "
    "bureau ministerie gemeente overheid crisisdienst meldpunt wijkteam jeugdrechter jeugdrechtbank rechtbank "
    "raad comité onderwijs zorg jeugd leerplicht spoed spoedeisende vt awel sin stopitnow vertrouwensarts "
    "nederlandstalig nederlandstalige amerikaans amerikaanse westers westerse afrikaans afrikaanse aziatisch u uw "
    "jij jullie wij hij zij het ik we ze er dat die dit deze wie wat waar hoe wanneer waarom "
)

SCHOOLWOORDEN = _w(
    "basisschool school kleuterschool college lyceum atheneum gymnasium instituut middenschool secundaire middelbare "
    "daltonschool montessorischool vrijeschool praktijkschool hogeschool universiteit campus obs cbs pcb rkbs vbs "
    "gbs sbo mavo havo vmbo roc humaniora kunsthumaniora freinetschool muziekschool academie basisonderwijs "
    "scholengemeenschap scholengroep dansschool internaat kta vti rhizo go "
)
OPVANGWOORDEN = _w(
    "kinderdagverblijf kdv bso crèche creche kinderopvang opvang buitenschoolse peuterspeelzaal gastouderbureau "
    "speelplein speelpleinwerking kinderclub "
)
CLUBWOORDEN = _w(
    "chiro scouts scouting ksa klj gidsen voetbalclub voetbalploeg club vv fc kfc kvv ksk ksv vc sv hc rkvv kv rc "
    "rfc avv svv usv sc bc vk-club turnkring turnclub turnvereniging gymvereniging zwemclub zwemvereniging "
    "judoclub karateclub korfbalclub korfbalvereniging hockeyclub tennisclub basketbalclub basketclub "
    "volleybalclub atletiekclub wielerclub handbalclub manege rijschool fanfare harmonie koor jeugdkoor "
    "kinderkoor jeugdhuis jeugdclub jeugdvereniging jeugdbeweging schaakclub dansgroep sportclub sportvereniging "
    "voetbalvereniging zwembad sporthal toneelvereniging muziekvereniging schutterij scoutsgroep welpen kabouters "
    "akabe toneelgroep theatergroep ballet dansstudio speeltuin "
)
KERKWOORDEN = _w(
    "kerk parochie moskee synagoge tempel kapel abdij klooster gemeente-kerk kerkgemeenschap bisdom kerkgemeente "
    "evangeliegemeente pinkstergemeente congregatie "
)
WERKWOORDEN = _w(
    "bakkerij slagerij garage café cafe restaurant hotel winkel supermarkt firma bedrijf apotheek praktijk "
    "kapsalon frituur snackbar brasserie bistro zorgboerderij boerderij woonzorgcentrum wzc rusthuis "
    "verzorgingshuis verpleeghuis ziekenhuis stichting vzw bv nv bvba az uz zna umc olvg vereniging camping "
    "vakantiepark hoeve kwekerij transportbedrijf bouwbedrijf schildersbedrijf installatiebedrijf drukkerij "
    "brouwerij leefgroep leefgroepen woonvorm woongroep instelling voorziening jeugdinstelling residentie "
    "kringwinkel vakantiehuis dierenasiel zwemparadijs pretpark rederij uitgeverij advocatenkantoor "
    "notariskantoor makelaarskantoor ziekenhuisgroep kliniek zorginstelling zorggroep begeleidingscentrum "
    "behandelcentrum bibliotheek museum fitness fitnesscentrum sportschool taxibedrijf busbedrijf autobedrijf "
    "rijschool tuincentrum bouwmarkt kledingzaak boekhandel fietsenwinkel speelgoedwinkel ijssalon pizzeria "
    "stadsboerderij buurthuis wijkcentrum dienstencentrum revalidatiecentrum jeugdcentrum asielcentrum azc "
    "opvangcentrum "
)
WERK_NA = _w(
    "werkt werkte werken werkzaam werkgever dienst stage baan gewerkt ontslagen stagiair stagiaire chauffeur "
    "vrijwilligerswerk vrijwilliger job ploegbaas interim uitzendkracht magazijnier bewaker kassière verkoper lid "
    "leider monitor trainer directeur speelde speelt voetbalt "
)
STRAATEINDEN = (
    "straatje", "steenweg", "plantsoen", "pleintje", "straat", "singel", "gracht", "laantje", "wegel", "dreef",
    "plein", "steeg", "markt", "poort", "brink", "oever", "heide", "akker", "burg", "laan", "stwg", "kade",
    "baan", "dijk", "vest", "park", "ring", "berg", "veld", "kaai", "zoom", "tuin", "donk", "weg", "pad", "hof",
    "wal", "lei", "str", "pln", "ln",
)  # fmt: skip
"""What the name of a street ends in before a number; the longest first."""
LANDEN_EN_STREKEN = _w(
    "marokko turkije polen roemenië bulgarije suriname syrië irak iran afghanistan somalië eritrea oekraïne "
    "rusland frankrijk duitsland engeland spanje italië portugal griekenland oostenrijk zwitserland luxemburg "
    "thailand cambodja filipijnen filippijnen indonesië china japan india pakistan vietnam brazilië colombia "
    "ghana nigeria congo kenia ethiopië gambia tunesië algerije egypte albanië kosovo servië kroatië bosnië "
    "hongarije tsjechië slowakije slovenië litouwen letland estland denemarken zweden noorwegen finland ierland "
    "schotland curaçao aruba bonaire kaapverdië amerika canada mexico australië twente achterhoek veluwe betuwe "
    "salland kempen haspengouw westhoek meetjesland pajottenland hageland waasland limburg brabant zeeland "
    "friesland fryslân drenthe overijssel gelderland flevoland utrecht groningen wallonië henegouwen ardennen "
    "kuregem linkeroever randstad bollenstreek zaanstreek westland peel hoekse hoeksewaard krimpenerwaard texel "
    "terschelling vlieland ameland schiermonnikoog walcheren wallonie oekraine marrokko parijs londen berlijn "
    "madrid rome boekarest warschau istanbul ankara casablanca tanger paramaribo keulen aken lille rijsel "
    "kinshasa kaboel damascus noord-holland zuid-holland noord-brabant west-vlaanderen oost-vlaanderen "
    "vlaams-brabant waals-brabant zuid-limburg noord-limburg borgerhout deurne merksem hoboken molenbeek "
    "schaarbeek anderlecht vorst ukkel elsene bijlmer jordaan schilderswijk gent brussel antwerpen leuven "
)
BEROEPEN = _w(
    "burgemeester wethouder schepen notaris dierenarts piloot profvoetballer profwielrenner minister "
    "parlementslid kamerlid gemeenteraadslid rechter procureur officier bisschop astronaut acteur actrice zanger "
    "zangeres presentator tv-presentator nieuwslezer schrijver topsporter olympiër dirigent organist beiaardier "
    "goochelaar clown circusartiest vuurtorenwachter sluiswachter boswachter hoogleraar gynaecoloog neurochirurg "
    "hartchirurg patholoog wetsdokter rabbijn kapelaan koster begrafenisondernemer veearts hoefsmid imker "
    "valkenier "
)
GEBEURTENISSEN = (
    r"(?:in|uit|haalde)\s+(?:de|het)\s+(?:krant(?:en)?|nieuws|journaal|media)|op\s+(?:tv|televisie|"
    r"het\s+nieuws)|(?:vlieg|trein|bus)(?:tuig)?ramp|"
    r"ontvoer(?:d|ing)|gijzeling|gezinsdrama|moordzaak|assisenzaak|dodelijk\s+ongeval|aanslag|"
    r"de\s+grote\s+brand|overstroming|won\s+de\s+lotto|viral"
)

ROEPNAMEN = _w(
    "sam sem pol rob roos bas bo jo joke luna bram tess jens nico piet peter jan "
    "kees sjaak truus wil jaap joop theun harm wiebe tjeerd bauke douwe fokke jorrit kaj koos krijn menno "
    "meindert otto ramon reinier remco rinus robbert rogier ruud sjors teunis tjalling wiebren yorick aafje aagje "
    "ada aleid alie ankie antje babette beppie berber corrie desiree dieuwke dineke elsje fred gerrie gonnie "
    "greetje hanneke ineke janneke jannie jantien jeltje jolanda jozien klaartje leentje mandy margriet marga "
    "mariska marja mien mies miep nel nelleke renate riet rineke sietske sjaan tonnie toos trijntje trudy trui "
    "wies wilma yousra naima soufiane salma nour driss abdel emre kemal cem deniz selin esra priya sharda winston "
    "cheyenne fons fonske jefke staf stafke gust guske mon sus suske lowie warre witse siebe seppe jarne kobe "
    "ferre febe fien nore juul lore hanne silke jolien wannes joris lander brecht griet goedele godelieve achiel "
    "cyriel gerard remi omer maurice odette yvette alfons hilde greet mieke sjoukje tjitske hylke nynke fedde "
    "sietse jitske froukje gijsbert evert gerrit hendrika geertje aaltje hennie bep cor ton theo wim quinten "
    "thijmen tygo dylano jaydon shanaya chayenne romy djuna lieke lisanne roosmarijn willemijn marit vajen levi "
    "jip pien aziz hafid najat hafida zineb hanane ikram bouchra rania amine anouar zakaria redouan khalid mourad "
    "nabil samir walid yasmina layla ömer çağla zeynep yusuf hatice emine huseyin hüseyin serkan burak tarik "
    "tariq oğuz gökhan sibel ebru merve oleksandr olena iryna dmytro aleksandra agnieszka katarzyna piotr "
    "krzysztof pawel bogdan ionut mihai andrei svetlana natasja zdenka kwame kwabena adwoa ama ngozi chidi "
    "mamadou ousmane fatou aminata mbaye abdirahman abdi hodan tesfay mehari selam ravi rajesh anil soerin "
    "sandjai shanti radjesh xiomara dushi ruandy thanh nguyen minh linh mei-ling wei jing kenji yuki kaylee "
    "jayden priscilla wendy joyce ronnie chantal jeffrey ricardo kevin brandon jordy danny benny sharon melissa "
    "samantha angel hope faith joy grace rein storm wolf sunny precious blessing destiny beau silver summer sky prince "
    "princess "
)
"""What people are called, and what the lists do not have."""

ALLEDAAGS = _w(
    "huizen namen bergen buren houten dalen putten zetten halen werken herten rijen landen velden winkel burcht "
    "straten uitweg handel binnenstad gracht bevel ballast binnenhof heide hoeven kampen linden monster muizen "
    "noordhoek oosten paarden recht sluizen sluis speelheide waarde weelde wortel wijngaarden glimmen klimmen "
    "kluizen leunen proven schaffen wedde melden drongen dieren duiven grave groet hoorn kapellen malta manage "
    "marken meeuwen menen mortier nieuwland odeur olmen onderdijk opende petten raam schijf sloten stoof tienen "
    "toren veulen voorde vorst vuren wakken zolder "
)
"""Places too, but these words stand after "in" or "naar" every day."""

IN_NAAM = _w("van de het 't t den der ter ten en of in te sint & la le el da du y bij op aan ")
"""Small words within the name of a school, a club, a street."""

BUURTEN = _w("wijk buurt deelgemeente gehucht deelstaat stadsdeel parochie woonwijk volkswijk")
"""Behind these any word with a capital is a place."""
VOORZETSELS = BUURTEN | _w(
    "in te naar uit nabij omgeving rond vanuit via richting regio provincie gemeente stad dorp eiland station "
)
"""What stands before a place."""

FORMEEL = _w(
    "dhr hr heer mevr mw mevrouw meneer mijnheer dokter dr prof professor familie gezin fam juffrouw "
)
"""Titles after which a name may begin with a small "van" or "de"."""

NAAMEINDEN = (
    "s", "tje", "tjes", "je", "jes", "ke", "kes", "eke", "ekes", "pje", "pjes", "etje", "etjes", "ie", "ies", "n", "en",
)  # fmt: skip
"""What Dutch hangs on a name: Toms, Emmatje, Tommeke."""

KLEINE_WOORDEN = _w(
    "de het een en van ik je jij hij zij ze we wij me mij hem haar zijn is was niet dat die met op in te voor aan "
    "maar om als ook er bij nog naar dan wel mijn mn zn heeft heb hebben wordt werd over uit door tot of geen dit "
    "deze wat wie nu al toen want meer zo kan kon wil zou zal moet mag gaat ging doet ben bent had hun ons onze u "
    "uw jullie hier daar dus omdat waar hoe veel heel weer nie ni da ge gij "
)
"""The words that hold Dutch together: in every few there is one."""
