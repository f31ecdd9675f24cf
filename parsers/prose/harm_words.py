"""Harm and worry in plain prose, who saw or heard of it, and who asks for something to be done."""

from __future__ import annotations

import re
from typing import Final

from parsers.prose.named import NO_NAMES


def worried_about(text: str) -> list[str]:
    """The names, or the initials, that stand after "worried about"."""
    return [match["name"] for match in _WORRIED_ABOUT.finditer(text) if match["name"] not in NO_NAMES]


WORRY: Final = (
    r"(?:worr(?:ied|ying|y|ies)|concern(?:ed|ing)?|anxious|uneasy|alarmed|fearful|scared|frightened|fears?)"
)
#: Said of somebody by name, whoever says it.
GONE: Final = re.compile(
    r"\b(?:(?:does|did|has|have) not|(?:does|did|has|have)n['’]?t|never) (?:arrived?|come|came|return(?:ed)?|turn(?:ed)?|been seen|be seen)\b(?: (?:back|home|up))?|"
    r"\b(?:ran|run|runs) away\b|\b(?:is|went|gone|been|reported) missing\b",
    re.IGNORECASE,
)
WORRIED: Final = re.compile(
    rf"(?<!you are )(?<!you're )(?<!you’re )(?<!you may be )(?<!you have )\b(?:{WORRY}\s+(?:about|for|re\b|regarding|over|that|with|to see)|"
    rf"(?:i|we|i've|i’ve|we've|staff|am|i'm|i’m|are|was|were|is|been|very|really|so|have|had|got|increasingly|extremely|quite)\s+"
    rf"(?:\w+\s+){{0,3}}{WORRY}|concerns (?:about|for|re\b|regarding|around|over))\b",
    re.IGNORECASE,
)
_WORRIED_ABOUT: Final = re.compile(
    r"(?i:worr(?:ied|ying|y)|concern(?:ed|s)?|scared|afraid|anxious|fears?)\s+(?i:about|for|re:?|regarding|over|around)\s+(?:(?:his|her|their) (?:[a-z-]+ ){1,2})?(?P<name>[A-Z][\w'’-]+|[A-Z]{2})"
)
HARM: Final = re.compile(
    r"\b(?:not (?:at all )?happy (?:about|with|at)|(?:doesn|didn|don)['’]t (?:sit|feel|look|seem) right|(?:sent|sending|sends|asked for|asking for|asks for|wants|shar\w+|taking|takes|took) (?:\w+ ){0,3}(?:pictures|photos|images|videos|pics|ones)|"
    r"what (?:he|she|they|my \w+) (?:does|did|do|has done|have done|is doing)|nothing (?:happened|was done|has been done)|nobody (?:listen\w*|believe\w*|did anything|came)|"
    r"against (?:medical |our |the )?advice|alive|"
    r"no (?:furniture|beds?|mattress(?:es)?|carpets?|cot|bedding)|bare (?:floors?|floorboards|mattress(?:es)?)|mattress on the floor|"
    r"changing rooms?|cages?|put out|offer\w* (?:\w+ )?sweets|(?:man|men|bloke|male|stranger|guy|driver)\b[^.\n]{0,40}\b(?:van|follow\w*|watch\w*|approach\w*|film\w*|photograph\w*)|no (?:breakfast|lunch|dinner|tea|supper|clothes)|missed (?:the|his|her|their|both|all)|vodka|spirits|beers?|cider|vapes|cigarettes|lighter|in the snow|no gloves|screwdriver|blade|bed with|gets in(?:to)? (?:her|his|my|their) bed|in (?:a|the) (?:wardrobe|cupboard|shed|loft|garage|cellar)|marks? from|"
    r"unwell|poorly|barefoot|no shoes|shivering|alone (?:in|at|with|on|outside|for|all|while|when|by)|all alone|bit(?:ten)? (?:him|her|one|them|the|by)|conceal\w*|"
    r"removed (?:in|from|by|at|from)|taken into care|not returned|failed to return|last seen|absconded|run(?:ning|s)? away|(?:can|could)(?:no|n['’]?)t (?:go|stay|be at) home|paraphernalia|faeces|"
    r"bruis\w*|rap(?:e|ed|ing|ist)\b|indecent\w*|offen[cd]\w+|convict\w+|arrest\w*|dealing|scabies|ringworm|rash|sores?\b|finger ?marks|off (?:his|her|their) (?:head|face)|begged|stopped (?:speaking|talking|eating|going)|lost (?:\w+ )?(?:weight|stone)|not answering|running water|tak(?:en|ing) (?:the|my|her|his|our) (?:children|kids|baby|son|daughter)|not (?:come|been|turned up|attended)|missing|bath(?:room)?|in (?:his|her|my|their) (?:room|bed)|sleeps? (?:with|on)|welfare|at risk|high risk|black eye|hit|hits|hitting|slap\w*|smack\w*|punch\w*|kick\w*|grabb\w*|push\w*|dragg\w*|thr[eo]w\w*|chok\w*|strangl\w*|"
    r"hurt\w*|injur\w*|wound\w*|fractur\w*|broken (?:arm|leg|rib|bone)\w*|limping|abus\w*|neglect\w*|disclos\w*|safeguarding (?:concerns?|issue)|"
    r"frighten\w*|scared|afraid|terrified|petrified|flinch\w*|assault\w*|attack\w*|violen\w*|domestic|self[- ]?harm\w*|cutting (?:him|her|them)\w*|"
    r"cuts? on|suicid\w*|end (?:it all|(?:his|her|their) life)|kill (?:him|her|them)sel\w*|want(?:s|ed)? to die|overdos\w*|sexual\w*|touch(?:ed|es|ing)|naked|nudes?|"
    r"groom\w*|exploit\w*|county lines|older (?:man|men|boys?|males?|boyfriend)|gone missing|went missing|reported missing|is missing|(?:been )?missing (?:since|from)|run away|ran away|"
    r"not (?:been|come|came|returned) (?:seen|home|back|in|to school)|(?:hasn|haven|didn)['’]t (?:been seen|come home|been in|been to school|come back|eaten|turned up)|"
    r"unsafe|not safe|isn['’]t safe|at risk|risk of|in danger|significant harm|harm(?:ed|ing)?|drunk|drinking|alcohol\w*|intoxicated|drugs?|cannabis|weed|cocaine|heroin|"
    r"needles?|hungry|struck|(?<!on )strik(?:e|ing)(?! action)|stab\w*|weapons?|crack|wraps|hotels?|kicked out|can['’]?t cope|threats?|hungry|starv\w*|no food|not (?:been )?(?:fed|eating|eaten)|thin|underweight|los(?:es|ing|t)(?: (?:a lot of|so much|too much|some|more))? weight|weight loss|(?:hid(?:es|ing)|hid|hoards?|hoarding|steals|stole) (?:food|bread|biscuits|snacks)|skeletal survey|subdural|dirty|filthy|smell\w*|unwashed|nits|head lice|soiled|nappy|nappies|"
    r"left (?:\w+ ){0,3}(?:alone|outside|on (?:his|her|their) own|by (?:him|her|them)\w+|unattended|in the car)|home alone|(?:on|all on) (?:his|her|their) own|unsupervised|unattended|locked|"
    r"threaten\w*|shout\w*|scream\w*|yell\w*|swear\w*|crying|cries|sobb\w*|upset|distress\w*|withdrawn|weapon|knife|machete|trafficked|slavery|forced marriage|(?:get(?:ting)?|be|being) married|marry|marriage|taken (?:abroad|out of the country)|fgm|circumcis\w*|"
    r"beat(?:s|en|ing)?|belt(?:ed)?|burn(?:t|s|ed)?|marks? (?:on|round|around|all)|handprint|bite marks?|shak(?:en|ing|es) (?:him|her|the)|unexplained|(?:was )?not brought|wnb|dna|did not attend|"
    r"failed to attend|missed (?:\w+ )?(?:appointments?|immunisations?)|not (?:registered|attending)|something (?:is )?(?:not|n['’]t|very|really)? ?(?:right|wrong)|isn['’]t right|doesn['’]t feel right|"
    r"mouldy|no (?:heating|electric\w*|bed|coat)|squalor|chaotic|pregnan\w*|radicalis\w*|extremis\w*|homeless|sleeping rough|sofa surfing|begging|stealing|shoplifting|gang|"
    r"passed out|unconscious|collapsed|vape|snapchat|blackmail\w*|sextort\w*|bullied|bullying|took (?:her|his|my|the) (?:kids?|children|son|daughter)|prostitut\w*|hospital\w*)\b",
    re.IGNORECASE,
)
TOLD: Final = re.compile(
    r"\b(?:reported|been|handed in|told|tells?|disclos\w*|said|says|saying|confided|admitted|mentioned|claim\w*|alleg\w*|showed|shows|witnessed|saw|seen|noticed|heard|hear|hearing|found|observed|"
    r"came|come|comes|arrived|turned up|turns up|attend\w*|present\w*|ha(?:s|ve|d|sn['’]t|ven['’]t|dn['’]t)|keeps?|kept|is|are|was|were|isn['’]t|wasn['’]t|weren['’]t|did|didn['’]t|won['’]t|refus\w*|"
    r"live[sd]?|living|today|yesterday|tonight|this (?:morning|afternoon|week|evening)|last (?:night|week|month|weekend)|again|every (?:night|day|morning|week)|"
    r"since|what happened|please (?:ring|call|help|phone|send|can)|help|x\d)\b|he['’]s|she['’]s|they['’]re|there['’]s",
    re.IGNORECASE,
)
ASKS: Final = re.compile(
    r"\b(?:(?:ring|call|phone|contact|email|speak (?:to|with)|talk (?:to|with)|get back to) (?:me|us|someone|somebody|you|a social worker|the duty)|call(?:ed)? back|"
    r"(?:want|like|need|wish|wanting|wanted|trying|hoping) (?:to|some|your|someone to|advice) (?:\w+ )?(?:report|refer|discuss|raise|share|advice|speak|talk|flag|check|make a referral|log)\w*|"
    r"(?:did|have|has) (?:you|anyone|anybody|someone|it) (?:get|got|received?|had|been (?:seen|received|picked up|looked at))\b|checking (?:that|if|whether) you\b|(?:can|could|would|will) (?:someone|somebody|anyone|anybody|you) (?:please )?(?:look|check|help|visit|see|go|ring|call|pick)\b|"
    r"(?:i|we)['’]?(?: am|m| are|re)? (?:making|reporting|referring|report|refer)\b|make a referral|referral for|advice (?:about|on|re|regarding)|discuss)\b",
    re.IGNORECASE,
)
