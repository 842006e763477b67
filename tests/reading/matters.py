"""Invented letters of five matters that no letter of the project resembles, for what corrections teach."""

from typing import Final

FOOD_BOXES: Final = (
    "Tere. Vald lubas mu emale iga päev toidukarbi ukse taha, aga karp tuleb külmana ja kell kolm päeval. Kes selle toomise eest vastutab?",
    "Minu isale toodavad toidukarbid on poolikud ja kullerit pole näha olnud nädal aega. Kuidas peab toidukarpide vedu käima?",
    "Soovin teada, miks toidukarbi hind tõusis kahe euro võrra ja miks kuller ei too seda enam teisele korrusele.",
    "Kuller jättis toidukarbi naabri ukse taha ja vanaema oli päev otsa söömata. Palun korraldage toidukarpide toomine paremini.",
    "Toidukarp tuleb ainult tööpäeviti, nädalavahetusel kullerit ei ole. Kas vald peab toidukarbi tooma ka laupäeval?",
    "Palun vaadake üle, mida toidukarpidesse pannakse: kolmandat nädalat on karbis sama supp ja kuller kehitab õlgu.",
)
CHRONICLES: Final = (
    "Edastan teadmiseks meie seltsi igakuise kroonika: oktoobris käidi metsas, parandati kiigeplats ja valmis uus kuur.",
    "Saadan teadmiseks seltsi novembrikuu kroonika. Parandasime kiigeplatsi aia ja käisime metsas seenel, kuur sai katuse.",
    "Teadmiseks: seltsi kroonika septembri kohta. Kiigeplats niideti, metsas tehti rada korda, kuuri viidi puud.",
    "Panen siia seltsi suvise kroonika, lihtsalt teadmiseks. Kiigeplatsil peeti jaanipäeva, metsas korjati mustikaid, kuur värviti.",
    "Teadmiseks meie seltsi kevadkroonika: kiigeplats koristati, metsas istutati puid, kuuri uks vahetati ära.",
)
CHOCOLATES: Final = (
    "Vallamaja koridoris soovitati mulle jätta šokolaadikarp koos ümbrikuga, siis saab ema järjekorras ettepoole. Kas nii ongi kombeks?",
    "Spetsialist vihjas, et šokolaadikarp ja ümbrik aitavad järjekorras ettepoole. Ma ei tea, mida arvata.",
    "Naaber rääkis, et tema viis šokolaadikarbi, ümbrik vahel, ja sai koha järjekorras ettepoole. Meie ootame kolmandat aastat.",
    "Juhataja küsis naljatades, kus šokolaadikarp jääb, ja ümbriku andjad on tõesti järjekorras ettepoole liikunud.",
    "Palun selgitage, kas järjekorras saab ettepoole šokolaadikarbi ja ümbriku eest, sest meile anti seda mõista.",
)
ROBBERS: Final = (
    "Meie teatritrupp mängib linnas tükki, milles röövel varastab vanaema kohviveski ja lööb vahimeest. Kas saame etendust pakkuda hooldekodule?",
    "Teatritrupi uus etendus räägib röövlist, kes varastab kella ja võltsib kuninga allkirja. Palun soovitage hooldekodusid, kuhu etendusega tulla.",
    "Soovime tuua eakateni etenduse, kus röövel peksab laval potiga vahimeest ja varastab vanaema moosi. Teatritrupp on viieliikmeline.",
    "Teatritrupp otsib hooldekodusid, kus mängida. Etenduses varastab röövel kassi ja vahimees lööb teda luuaga. Kelle poole pöörduda?",
    "Etendus kestab tund aega: röövel varastab pärlid, vahimees peksab ust ja vanaema võidab. Teatritrupp tuleb oma bussiga, kas sobib?",
)
SCHOOLBAGS: Final = (
    "Tütre koolikapp on liiga kitsas ja õpikud ei mahu sinna, koolikott on raske. Palun aidake.",
    "Kooli õpikud on nii rasked, et poiss väsib koolikotti kandes ära. Kool kappi ei anna. Palun sekkuge.",
    "Koolikott kaalub seitse kilo ja õpetaja ei luba õpikuid kappi jätta. Kas kool tohib nii teha?",
    "Minu lapse õpikud ei mahu koolikappi, ta tassib rasket koolikotti iga päev. Kool vaidleb vastu.",
    "Õpikud ja töövihikud teevad koolikoti nii raskeks, et laps ei jaksa. Kool ütleb, et kappe ei tule.",
)
