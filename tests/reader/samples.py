"""Text of the kind that records hold, composed for the tests: a dozen sentences in each of the six languages."""

from __future__ import annotations

import random
from itertools import count

SENTENCES = {
    "en": """
The meeting was called to order at 10.05 a.m.
The President: I should like to welcome the representative of Côte d'Ivoire to this Chamber.
Mr. Núñez (Ecuador) (spoke in Spanish): We have read the report of the Secretary-General with great care.
The agenda was adopted.
My delegation supports the draft resolution because it protects civilians and keeps the road to talks open.
Ms. Brännström (Sweden): Allow me to make three brief points on the situation in the region.
Secondly, the mission cannot do its work unless its budget is paid in full and on time.
We regret that no agreement was reached, and we call on all parties to return to the table.
In accordance with rule 37 of the Council's provisional rules of procedure, I invite the representative to take part.
There are no more names inscribed on the list of speakers.
A vote was taken by show of hands.
The draft resolution received 13 votes in favour, none against and two abstentions.
""",
    "fr": """
La séance est ouverte à 10 h 5.
Le Président : Je souhaite la bienvenue au représentant du Sénégal et je lui donne la parole.
M. Lefèvre (France) : Nous avons étudié avec le plus grand soin le rapport présenté par le Secrétaire général.
L'ordre du jour est adopté.
Ma délégation appuie ce projet de résolution parce qu'il protège les civils et préserve la voie du dialogue.
Mme Bélanger (Canada) : Permettez-moi de faire trois brèves observations au sujet de la situation là-bas.
Deuxièmement, la mission ne peut pas s'acquitter de ses tâches si son budget n'est pas versé à temps.
Nous regrettons qu'aucun accord n'ait été trouvé et nous exhortons les parties à revenir à la table.
Conformément à l'article 37 du règlement intérieur provisoire, j'invite le représentant à participer à la séance.
Il n'y a plus d'orateur inscrit sur la liste, et le Conseil a ainsi achevé l'examen de cette question.
Il est procédé au vote à main levée.
Le projet de résolution recueille 13 voix pour, zéro voix contre et deux abstentions; il est donc adopté.
Nous œuvrons de bon cœur, avec nos sœurs et frères africains, à une paix qui ne coûte pas 1 € de plus.
""",
    "es": """
Se abre la sesión a las 10.05 horas.
El Presidente: Doy la bienvenida a la representante de España y le cedo la palabra.
Sr. Núñez (Ecuador): Hemos leído con mucha atención el informe que presentó el Secretario General.
Queda aprobado el orden del día.
Mi delegación apoya el proyecto de resolución porque protege a la población civil y mantiene abierto el diálogo.
Sra. Muñoz (México): Permítaseme formular tres breves observaciones sobre la situación en la región.
En segundo lugar, la misión no podrá cumplir su función si no se paga su presupuesto íntegro y a tiempo.
¿Acaso no es hora de actuar? Lamentamos que no se llegara a ningún acuerdo e instamos a las partes a volver.
De conformidad con el artículo 37 del reglamento provisional, invito al representante a participar en la sesión.
No hay más oradores inscritos en la lista.
Se procede a votación ordinaria.
Se han emitido 13 votos a favor, ninguno en contra y dos abstenciones; queda aprobado el proyecto de resolución.
""",
    "ru": """
Заседание открывается в 10 ч 05 мин.
Председатель (говорит по-английски): Я приветствую представителя Беларуси и предоставляю ему слово.
Г-н Петров (Российская Федерация): Мы внимательно изучили доклад, который представил Генеральный секретарь.
Повестка дня утверждается.
Наша делегация поддерживает проект резолюции, поскольку он защищает гражданское население и оставляет путь к диалогу.
Г-жа Ковальчук (Украина): Позвольте мне высказать три коротких замечания о положении в этом регионе.
Во-вторых, миссия не сможет выполнять свои задачи, если её бюджет не будет выплачен полностью и вовремя.
Мы сожалеем о том, что договориться не удалось, и призываем все стороны вернуться за стол переговоров.
В соответствии с правилом 37 временных правил процедуры Совета я приглашаю представителя принять участие.
Список выступающих исчерпан.
Проводится голосование поднятием руки.
За проект резолюции подано 13 голосов, против не голосовал никто, двое воздержались; проект принимается.
""",
    "ar": """
افتتحت الجلسة الساعة 10/05.
الرئيس (تكلم بالإنكليزية): أرحب بممثل تونس في هذه القاعة وأعطيه الكلمة.
السيد داود (الجزائر): لقد قرأنا باهتمام كبير التقرير الذي قدمه الأمين العام إلى المجلس.
أقر جدول الأعمال.
يؤيد وفد بلدي مشروع القرار لأنه يحمي المدنيين ويبقي باب الحوار مفتوحا أمام الأطراف.
السيدة حداد (الأردن): اسمحوا لي أن أدلي بثلاث ملاحظات موجزة بشأن الحالة في المنطقة.
ثانيا، لا يمكن للبعثة أن تؤدي عملها ما لم تدفع ميزانيتها كاملة وفي موعدها.
ونأسف لعدم التوصل إلى اتفاق، وندعو جميع الأطراف إلى العودة إلى طاولة المفاوضات.
وفقا للمادة 37 من النظام الداخلي المؤقت للمجلس، أدعو الممثل إلى الاشتراك في هذه الجلسة.
لم يعد هناك متكلمون آخرون مسجلون في القائمة.
أجري تصويت برفع الأيدي.
نال مشروع القرار 13 صوتا مؤيدا، ولم يعارضه أحد، وامتنع عضوان عن التصويت؛ واعتمد القرار.
""",
    "zh": """
上午10时05分开会。
主席（以英语发言）：我欢迎肯尼亚代表出席会议，并请他发言。
李女士（中国）：我们认真研读了秘书长提交的报告，感谢他的努力。
议程通过。
我国代表团支持这项决议草案，因为它保护平民，并为对话留下空间。
穆尼奥斯先生（墨西哥）（以西班牙语发言）：请允许我就该地区局势简要谈三点意见。
第二，如果预算得不到足额按时缴纳，特派团就无法开展工作。
我们对未能达成协议表示遗憾，呼吁各方重新回到谈判桌前。
根据安理会暂行议事规则第三十七条，我邀请该代表参加本次会议。
发言名单上没有其他人了。
进行了举手表决。
决议草案获得13票赞成、零票反对、2票弃权，因此获得通过。
""",
    "zh-Hant": """
上午10時05分開會。
主席（以英語發言）：我歡迎肯尼亞代表出席會議，並請他發言。
李女士（中國）：我們認真研讀了秘書長提交的報告，感謝他的努力。
議程通過。
我國代表團支持這項決議草案，因為它保護平民，並為對話留下空間。
穆尼奧斯先生（墨西哥）（以西班牙語發言）：請允許我就該地區局勢簡要談三點意見。
第二，如果預算得不到足額按時繳納，特派團就無法開展工作。
我們對未能達成協議表示遺憾，呼籲各方重新回到談判桌前。
根據安理會暫行議事規則第三十七條，我邀請該代表參加本次會議。
發言名單上沒有其他人了。
進行了舉手表決。
決議草案獲得13票贊成、零票反對、2票棄權，因此獲得通過。
""",
}

UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "bom-utf-16-be")
LEGACY = {
    "en": ("cp1252", "iso8859-15"),
    "fr": ("cp1252", "iso8859-15"),
    "es": ("cp1252", "iso8859-15"),
    "ru": ("cp1251", "koi8-r", "iso8859-5"),
    "ar": ("cp1256", "iso8859-6"),
    "zh": ("gb18030", "gbk"),
    "zh-Hant": ("big5", "gb18030"),
}


def text_of(language: str, length: int, seed: int) -> str:
    """So many characters of a language, the sentences in an order of their own for each seed."""
    sentences = SENTENCES[language].strip().split("\n")
    order = random.Random(seed)
    text = ""
    for _ in count():
        order.shuffle(sentences)
        text += "\n".join(sentences) + "\n"
        if len(text) >= length:
            return text[:length]
    raise AssertionError


def encoded(text: str, encoding: str) -> bytes:
    """The bytes of a text; cp1252 is given the curly quotes that its writers use."""
    if encoding == "bom-utf-16-be":
        return b"\xfe\xff" + text.encode("utf-16-be")
    if encoding == "cp1252":
        text = text.replace("'", "’")
    return text.encode(encoding)
