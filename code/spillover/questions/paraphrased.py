"""A question said in other words: without what is only polite, and with the comparison that is meant, each in a row of a table."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

UP = r"(?:rise|increase|grow|go up|climb)s?"
DOWN = r"(?:fall|decrease|decline|go down|drop|shrink)s?"
MORE, FEWER, LETTER = "higher|larger|bigger|greater|more", "lower|smaller|fewer|less", "(?:n|β|γ|beta|gamma|a|A)"
CHANGES = (
    r"(?:goes|rises|increases|grows|changes|moves|falls|drops|is raised|is lowered) from ([\d./½]+) (?:up |down )?to ([\d./½]+)(?: firms)?"
)
TEXT = r"[^,.;?!，。？！]+?"
"""Words with no mark between them."""
TURNS = "从([0-9./]+)[家个]?(?:企业)?(?:增加|变化?|上升|提高|增|减少|下降|降低?)?(?:到|为|成)([0-9./]+)[家个]?(?:企业)?时?"

PARAMETER = (
    r"(?:the )?(?:n|a|A|b|β|γ|beta|gamma|spillovers?|spillover rate|number of firms|cluster size|market size|"
    "溢出系数|溢出率|溢出|企业数量?|集群规模|市场规模|研发成本)"
)


class Row(NamedTuple):
    """What is typed, what is read instead, and an example: a text and what becomes of it."""

    typed: str
    read: str
    example: str
    becomes: str


TABLE = (
    # what is only polite, or says who asks
    Row(
        r"^\W*(?:hi|hello|hey|excuse me|sorry|okay|ok|hmm|well|quick question|just curious|out of curiosity|"
        r"dear \w+)\b(?: there)?[\s,.!:;-]*",
        "",
        "Hi, is x̂ > x*?",
        "is x̂ > x*?",
    ),
    Row(
        r"\b(?:could|can|would|will) (?:you|anyone|someone|the model|it)(?: please| kindly)?"
        r"(?= (?:please|derive|rank|compare|compute|calculate|show|prove|give|find|tell|check|order|sort|verify)\b)",
        "",
        "could you please rank R&D",
        "rank R&D",
    ),
    Row(
        r"\b(?:i am|i'm|i was) (?:just )?(?:wondering|curious|interested in|asking)(?: about)?,?(?= whether| if| what|"
        r" how| which| when|:|,)",
        "",
        "I'm curious whether x̂ > x*",
        "whether x̂ > x*",
    ),
    Row(
        r"\b(?:(?:would|do|could) you (?:say|think|agree|believe)|i (?:claim|conjecture|would say|guess|believe|suspect|"
        r"suppose|doubt|expect|heard|read|bet|take it)|people say|some say|i was told|we learned|we learnt|"
        r"in class we saw|do you know|(?:is it|it is) (?:known|clear|obvious|a fact))(?: that\b| whether\b| if\b)?",
        "",
        "I suspect that x̂ > x*",
        "x̂ > x*",
    ),
    Row(
        r",?\s*\b(?:according to|following|based on|in|within|under the assumptions of) (?:the|this|your|our|that) "
        r"(?:author'?s'? )?(?:paper|model|article|theory|setup|set-up|setting|framework|study|analysis)\b,?",
        "",
        "according to this paper, is x̂ > x*",
        "is x̂ > x*",
    ),
    Row(r"\b(?:for me|thanks(?: a lot| in advance)?|thank you|thx|many thanks|please)\b[\s.!]*", "", "is x̂ > x*? thanks!", "is x̂ > x*?"),
    Row(
        r"\s*,\s*(?:is|does|do|are|will|would|has|isn't|doesn't|don't|aren't|won't) (?:it|they|that)\s*[?.!]*$",
        "?",
        "x̂ > x*, isn't it?",
        "x̂ > x*?",
    ),
    Row(
        r"^\W*(?:你好|您好|打扰了|老师好?|请教一下|能不能说|可不可以说|能否说|是不是可以说|是否可以说|请问一下|请问|"
        r"问一下|麻烦|帮我|我想了解|想了解一下?)[,，。！!\s]*",
        "",
        "你好，x̂大于x*吗",
        "x̂大于x*吗",
    ),
    Row(r"(?:谢谢|多谢)[。！!]*$", "", "x̂大于x*吗？谢谢！", "x̂大于x*吗？"),
    Row(
        r"(?:按照?|根据|依据|在)(?:本文|论文|这篇论文|该模型|这个模型|模型|本模型|文章)(?:的结论|的结果|的设定|中|里)?[,，]?",
        "",
        "根据本文，x̂大于x*吗",
        "x̂大于x*吗",
    ),
    Row(
        r"^(?:my|our|the|a|some|many|most) (?:\w+ )?(?:professors?|teachers?|lecturers?|friends?|colleagues?|supervisor|"
        r"referees?|tutor|textbooks?|"
        r"economists?|politicians?|people|students?) (?:claims?|says?|said|told (?:me|us)|argues?|thinks?|believes?|"
        r"insists?|writes?)(?: that)?\b,?",
        "",
        "My professor claims that x̂ > x*",
        "x̂ > x*",
    ),
    Row(
        "^(?:有人|老师|同学|教授|我?朋友|大家|书上|课本上?|审稿人)(?:都)?(?:说|问|认为|指出|声称|觉得)[,，:：]?",
        "",
        "有人说x̂大于x*",
        "x̂大于x*",
    ),
    Row(
        r"^(?:i|we)(?:'m|'ve| am| are| have| was| read| study| work| teach| need) (?![^.?!]*(?:[0-9=<>]|firm|spillover|"
        r"beta|gamma|n't|not|\bno\b))"
        r"[^.?!:]*[.!:]\s+(?=\w)",
        "",
        "I am writing a thesis on ventures. Is x̂ > x*?",
        "Is x̂ > x*?",
    ),
    Row(
        r"^(?:i'd|i would|we'd|we would) like to (?:see|know|get|have|find|compute|ask)\b(?: about| if| whether| an?\b)?|"
        r"^(?:i|we) (?:want|need)(?: to (?:see|know|find))?\b",
        "",
        "I'd like to see a formula for x*",
        "formula for x*",
    ),
    Row(r"\b([xqQpcW])\^(?=\s|$|[,;?])", r"\1hat", "is x* > x^ possible", "is x* > xhat possible"),
    Row(
        r",?\s+\(?\b(?:weak|strong|low|high|small|large|big|few|many)\b,? \(?(?:say|e\.g\.|i\.e\.|for example|"
        r"for instance|meaning|that is),?"
        r"(?= (?:above|below|over|at least|at most|more than|less than|greater than|<|>|=))",
        "",
        "if spillovers are weak, say below 0.2",
        "if spillovers are below 0.2",
    ),
    Row(
        r"\bis (?:weak|strong|low|high|small|large|big),? \(?(?:say|e\.g\.|for example|for instance),? (?=[\d.½])",
        "is ",
        "when beta is small, e.g. 0.1",
        "when beta is 0.1",
    ),
    Row(r"\bw/o\b", "without", "larger than w/o cooperation", "larger than without cooperation"),
    Row(
        r"\b(in (?:R&D|research)) only and (?=[nβγ]\b|beta|gamma|spill)",
        r"\1 and ",
        "cooperate in R&D only and n = 2",
        "cooperate in R&D and n = 2",
    ),
    Row(r"^if ([^,?]*?[\d½]) (?=(?:is|are|does|do|will|can) )", r"if \1, ", "if β = 0 is x̂ < x*", "if β = 0, is x̂ < x*"),
    Row(
        r"\bbetter off (?=cooperating|colluding|merging)",
        "better off under ",
        "are firms better off cooperating",
        "are firms better off under cooperating",
    ),
    Row(
        r"\bwhat (?:the )?firms (?:would )?(?:choose|do|pick|set) (?=under|with)",
        "",
        "x* above what firms choose under collusion",
        "x* above under collusion",
    ),
    Row(
        r"\b(?:is|are) there (?:any |some |a )?(?:values?|levels?|combinations?) of [^?=<>]+? (?:for which|such that|where|at which)\b",
        "is it possible that",
        "Are there values of β and n for which x̂ < x*?",
        "is it possible that x̂ < x*?",
    ),
    Row(
        r"\b(?:do|are) (?:all (?:three )?|the three )regimes (?:(?:have|give|yield|lead to) )?(?:the )?(?:same|equal|identical) "
        r"(?:in (?:terms of )?)?(?=\w)",
        "in all regimes the same ",
        "do all regimes have the same R&D",
        "in all regimes the same R&D",
    ),
    Row(
        "(?:溢出系数|溢出率|溢出|β|n)要?多[大高小低](?:时|的时候)?[,，]?([^,，?？]+?)才(?:会|能)?",
        r"什么时候\1",
        "β多大时x̂才大于x*",
        "什么时候x̂大于x*",
    ),
    Row(r"\bw/(?=\s|\w)", "with ", "is R&D higher w/ cooperation", "is R&D higher with cooperation"),
    Row(r"(?<=\d) [-–—] (?=[a-zA-Z]{3})", ", ", "n = 2 - compare profits", "n = 2, compare profits"),
    Row(
        r"\?\s+(?:(?:I|we) (?:would|want|need|think|believe|thought|know|expect|guess|have)|I'm|I'd|I've)\b[^?=<>\d]*$",
        "?",
        "is x̂ > x*? I would have guessed never.",
        "is x̂ > x*?",
    ),
    Row(
        r",? (?:even )?though (?![^?]*(?:[\d=<>½]|spill|beta|β|\bno\b|\bnot\b|n't))[^?,]*(?=\W*$)",
        "",
        "can q̃ > q*, even though it is a monopoly?",
        "can q̃ > q*?",
    ),
    Row(r"\b(?:numerical|concrete|simple|specific|explicit) (?=(?:counter-?)?examples?\b)", "", "a numerical example", "a example"),
    Row(
        r"\b(?:holding|keeping|fixing) ([^,;]*?\d[^,;]*?)(?: fixed| constant)?,",
        r"if \1,",
        "Holding β = 0.7 fixed, is x̂ > x*",
        "if β = 0.7, is x̂ > x*",
    ),
    Row(r"([xqQpcWπ]\*) \((?:no|non-?)\s?cooperat\w+\)", r"\1", "is x* (no cooperation) larger than x̂", "is x* larger than x̂"),
    Row(
        r"\bfirms (ever|always) (?=lose|gain|benefit|suffer|profit)",
        r"\1 firms ",
        "do firms ever lose from it",
        "do ever firms lose from it",
    ),
    Row(
        r"\b(lose|gain|benefit)(?: profits?| money)? (?:by|from)(?= cooperat| collud| merg)",
        r"\1 from",
        "do firms lose profit by cooperating",
        "do firms lose from cooperating",
    ),
    Row(
        rf"^(?:how )?(?:does|do|can|will|could) (?:the )?(welfare|profit|R&D|output|price|consumer surplus|unit cost) "
        rf"ranking(?: of the (?:three )?regimes)? "
        rf"(?:change|vary|depend|differ|flip|reverse)s? (?:with|on|in|across) {PARAMETER}(?=\W*$)",
        r"ranking of \1",
        "does the welfare ranking change with beta?",
        "ranking of welfare?",
    ),
    Row(
        rf"\b(?:{MORE}) (?:in|with|for) (?:(?:clusters|a cluster) with )?(?:many|more) firms\b",
        "increasing in n",
        "is x* larger in clusters with many firms",
        "is x* increasing in n",
    ),
    Row(
        rf"^should (?:we|(?:the|a) government|governments|policy.?makers) (?:allow|permit|encourage|let) ({TEXT}) "
        rf"if (?:we|it|they|you) (?:only )?cares? (?:only )?about ({TEXT})(?=\W*$)",
        r"does \1 raise \2",
        "should we allow R&D cooperation if we care only about consumers?",
        "does R&D cooperation raise consumers?",
    ),
    Row(
        r"^(?:give|show|find|construct)(?: me)? (?:a |some )?counter-?examples? (?:to|for|against)"
        r"(?: the (?:claim|statement))?:?(?: that\b)?",
        "",
        "give me a counterexample to the claim that x̂ > x*",
        "x̂ > x*",
    ),
    Row(r"^(?:and|but) (?=which|what|is|are|does|do|how|who|if|when|can|could|under|in)", "", "and is x̂ > x*", "is x̂ > x*"),
    Row(r"^what if\b(?=.*[:,])", "if", "what if beta = 0: is x̂ > x*", "if beta = 0: is x̂ > x*"),
    Row(r"\b([xqQpcW])-(hat|star|tilde)\b", r"\1\2", "x-hat minus x-star", "xhat minus xstar"),
    Row(r",\s*(?:no|right|correct|yes)\s*\?\s*$", "?", "R&D cooperation raises profit, no?", "R&D cooperation raises profit?"),
    # can
    Row(r"(一定|必然|必定|总是|肯定)能够?", r"\1", "半合作一定能提高利润吗", "半合作一定提高利润吗"),
    Row(r"能够?(?=[^,，。]*多少)", "", "半合作能提高多少利润", "半合作提高多少利润"),
    Row(r"(?<![可才不就功总])能够?(?![否不力])(?=[^能不]*[吗么？?]\s*$)", "能否", "半合作能提高利润吗", "半合作能否提高利润吗"),
    # with what is compared
    Row(
        r"\bin (welfare|profit|R&D|output|price|consumer surplus) terms\b",
        r"in terms of \1",
        "is R&D cooperation better in welfare terms",
        "is R&D cooperation better in terms of welfare",
    ),
    Row(
        r"\b(than|as|or) (?:when|if) (?:they|firms|the firms) (?:do not|don't|dont)(?=[\s?.]*$|,)",
        r"\1 no cooperation",
        "does R&D cooperation raise R&D more than if they don't?",
        "does R&D cooperation raise R&D more than no cooperation?",
    ),
    Row("[与和同跟]([^,，。]{2,12}?)相比[,，]?", r"相对于\1，", "与不合作相比，半合作提高利润", "相对于不合作，半合作提高利润"),
    Row(
        rf"^(?P<lead>.*?)(?P<one>\w[^,.;?]*?) (?:dominates?|outperforms?|beats?|is (?:better|superior)(?: than| to)) (?P<two>{TEXT}) "
        r"(?:in terms of|with (?:respect|regard) to|as regards|regarding|when it comes to) (?P<what>[^?.;]+)",
        r"\g<lead>\g<what> higher under \g<one> than under \g<two>",
        "R&D cooperation beats no cooperation in terms of R&D and output",
        "R&D and output higher under R&D cooperation than under no cooperation",
    ),
    Row(
        r"\b(is|are|be|ever) as (?:high|large|great|big) as\b",
        r"\1 at least as high as",
        "is W* ever as high as Ŵ",
        "is W* ever at least as high as Ŵ",
    ),
    Row(
        r"\bfirms (?:are )?indifferent between\b",
        "profit equal under",
        "when are firms indifferent between both",
        "when are profit equal under both",
    ),
    Row(
        r"\b(?:consumers|customers) (?:are )?indifferent between\b",
        "consumer surplus equal under",
        "when are consumers indifferent between both",
        "when are consumer surplus equal under both",
    ),
    Row(
        r"\b(?:consumers|customers) (?:get|have|enjoy|receive) (?:the )?(most|least|more|less|higher|lower|highest|lowest) surplus",
        r"\1 consumer surplus",
        "where do customers get the most surplus",
        "where do most consumer surplus",
    ),
    Row(r"\bfirms (?:choose|pick|select|go for)\b", "firms prefer", "which one would firms choose", "which one would firms prefer"),
    Row(
        rf"\bwhat (?:share|fraction|proportion|percentage|part) of (?:the )?(first.best|second.best) (\S+) (?:is|"
        rf"can be) \w+ (?:by|under|with) ({TEXT})"
        r"(?=$|[?,]| if | when )",
        r"\2 under \3 divided by \2 in \1",
        "what share of first-best welfare is achieved under R&D cooperation?",
        "welfare under R&D cooperation divided by welfare in first-best?",
    ),
    Row(
        rf"^(?:are|is) ({TEXT}) and ({TEXT}) different(?=\W*$)",
        r"is \1 different from \2",
        "are x* and x̂ different?",
        "is x* different from x̂?",
    ),
    Row(
        "[,，]?(?:但是?|而且|并且|且|同时)(?:也|还)?(?:会|将)?(?:使得?|让|导致)",
        "和",
        "全合作使价格上升，但也使研发增加",
        "全合作使价格上升和研发增加",
    ),
    Row(
        rf"^({TEXT}(?:cooperation|cartel|collusion|monopoly|competition|best)): ((?:does|do|is|are|will|would|can|what|"
        rf"how)\b[^:]*?)(?=\W*$)",
        r"\2 under \1",
        "R&D cartel: does the price go down?",
        "does the price go down under R&D cartel?",
    ),
    Row(
        r"\b(gain|lose|benefit|profit)s? (?:anything|something|at all) (from|by|under)\b",
        r"\1 \2",
        "do firms gain anything from R&D cooperation",
        "do firms gain from R&D cooperation",
    ),
    Row(
        r"\b(?:is|are) there (?:a |an |any |some )?(?:parameters?|parameter \w+|cases?|situations?|circumstances|"
        r"combinations?|constellations?) with "
        rf"(more|less|higher|lower) ({TEXT}) (in|under|with)\b",
        r"can \2 be \1 \3",
        "are there parameters with more R&D under no cooperation than in the second best",
        "can R&D be more under no cooperation than in the second best",
    ),
    Row(
        r"^(?:does|do) (?:the result |the fact |it )?(?:that )?(.+?) requires? (?:that )?(?=.*[<>=])",
        r"\1 only if ",
        "does the result that x̂ > x* require beta > 1/2",
        "x̂ > x* only if beta > 1/2",
    ),
    Row(
        r",?\s*\b(?:(?:as compared|in comparison|when compared|relative) (?:with|to)|judged by|measured against|by the standards? of)\b",
        " compared with",
        "underinvestment under R&D cooperation, relative to the first best",
        "underinvestment under R&D cooperation compared with the first best",
    ),
    Row(
        r"(?:^|(?<=[,:] ))(is .+?) (?<!than )(?<!least )(?<!most )(twice|double|half of|half|three times) (?!as |than |the |of )",
        r"\1 equal to \2 ",
        "is second-best R&D twice noncooperative R&D",
        "is second-best R&D equal to twice noncooperative R&D",
    ),
    Row(
        "从([^，,从]{2,6}?)(?:转为|转向|变为|变成|改为|换成|到)([^，,]{2,6}?)(?:时|后|以后)?[,，]([^，,]*?)(?:会|将|"
        "能)?(?:增加|提高|上升)了?多少",
        r"\2的\3比\1高多少",
        "从不合作转为半合作，福利会增加多少",
        "半合作的福利比不合作高多少",
    ),
    Row(
        "从([^，,从]{2,6}?)(?:转为|转向|变为|变成|改为|换成|到)([^，,]{2,6}?)(?:时|后|以后)?[,，]([^，,]*?)(?:会|将|"
        "能)?(?:减少|降低|下降)了?多少",
        r"\2的\3比\1低多少",
        "从不合作转为半合作，价格会下降多少",
        "半合作的价格比不合作低多少",
    ),
    Row("([^,，]+?)(?:是|相当于|占|为)([^,，]+?)的?百分之(?:多少|几)", r"\1与\2之比", "x*相当于x̂的百分之多少", "x*与x̂之比"),
    Row(
        "要[使让]([^,，]+?)[,，][^,，]+?(?:至少|最少|最多)?(?:要|需要?|应该?|得)?(?:是|达到)?多[大高少小]",
        r"什么时候\1",
        "要使x̂大于x*，溢出率至少要多大",
        "什么时候x̂大于x*",
    ),
    # a letter in brackets that goes the same way
    Row(
        rf"\b({MORE})\b([^()]{{1,40}}?) \((?:i\.e\.,? )?(?:an? )?(?:{MORE}) {LETTER}\)",
        r"\1\2",
        "does a larger market (higher a) raise R&D",
        "does a larger market raise R&D",
    ),
    Row(
        rf"\b({FEWER})\b([^()]{{1,40}}?) \((?:i\.e\.,? )?(?:an? )?(?:{FEWER}) {LETTER}\)",
        r"\1\2",
        "does a lower cost of R&D (lower γ) raise R&D",
        "does a lower cost of R&D raise R&D",
    ),
    Row(
        r"\bratio (?:of|between) (?:the )?(cooperative|noncooperative|collusive|second.best|first.best) "
        r"(?:to|and|over) (?:the )?(cooperative|noncooperative|collusive|second.best|first.best) ([\w&]+)",
        r"\3 under \1 divided by \3 under \2",
        "is the ratio of cooperative to noncooperative R&D increasing in β",
        "is the R&D under cooperative divided by R&D under noncooperative increasing in β",
    ),
    Row(
        "([^,，]+?)(?:以后|之后|后|时)[,，](.+?)(?:会|将)?(?:上涨|上升|提高|增加)了?百分之(?:几|多少)",
        r"\1的\2比不合作高百分之几",
        "企业完全合作后，价格会上涨百分之几",
        "企业完全合作的价格比不合作高百分之几",
    ),
    Row(
        "([^,，]+?)(?:以后|之后|后|时)[,，](.+?)(?:会|将)?(?:下跌|下降|降低|减少)了?百分之(?:几|多少)",
        r"\1的\2比不合作低百分之几",
        "企业完全合作后，产量会下降百分之几",
        "企业完全合作的产量比不合作低百分之几",
    ),
    Row(
        r"\b(?:an? |the )?(?:policy.?maker|regulator|government|authority) (?:who|that|which) (?:cares? about|"
        r"maximi[sz]es|values|looks at) (.+?) "
        r"(?:pick|choose|prefer|select|want|favou?r)s?\b",
        r"have the largest \1",
        "Which regime would a policymaker who cares about welfare pick?",
        "Which regime would have the largest welfare?",
    ),
    Row(
        rf"\bis there an? (?:minimum|minimal|critical|threshold) (?=(?:spillover|number))({PARAMETER}) (?:for|at which|"
        rf"above which|from which) (.+?)(?=\W*$)",
        r"how large must \1 be for \2",
        "Is there a minimum spillover for R&D cooperation to raise welfare?",
        "how large must spillover be for R&D cooperation to raise welfare?",
    ),
    Row(
        rf"^(?:does|do|would|will) (?!it )({TEXT}) (?:matter|make (?:a|any) difference) (?:for|to) ({TEXT})(?=\W*$|,| if | when )",
        r"what is the effect of \1 on \2",
        "Does R&D cooperation matter for prices?",
        "what is the effect of R&D cooperation on prices?",
    ),
    Row(
        r"^compared (?:to|with) ([^,]+), (.+?)(?= (?:if|when|at|for) |\W*$)",
        r"\2 compared with \1",
        "Compared to the second best, is there overinvestment without cooperation if beta is 0?",
        "is there overinvestment without cooperation compared with the second best if beta is 0?",
    ),
    Row(
        r"\bfrom (?:the )?(best|highest|largest|most|high) to (?:the )?(worst|lowest|smallest|least|low)\b",
        "",
        "rank R&D from best to worst",
        "rank R&D",
    ),
    Row(
        r"\bin an? (?:market|cluster|industry) (?:with|of) (?=\w+ firms\b)",
        "with ",
        "is x* higher in a market with 2 firms",
        "is x* higher with 2 firms",
    ),
    Row("会不会(?=.*都)", "是否", "全合作会不会使价格都提高", "全合作是否使价格都提高"),
    Row("比([^,，比]+?)([多少])生产了?多少", r"比\1的产量\2多少", "全合作比半合作少生产多少", "全合作比半合作的产量少多少"),
    Row(
        r"(?:what is|what's|which is) the ([\w ]+?)[- ]maximi[sz]ing (?:regime|arrangement|form of cooperation)",
        r"which regime has the largest \1",
        "What's the welfare-maximizing regime?",
        "which regime has the largest welfare?",
    ),
    Row(
        r"\bwhat price do (?:consumers|customers|buyers) (?:face|pay)\b",
        "what is the price",
        "What price do consumers face?",
        "what is the price?",
    ),
    Row(f"(?:^|(?<=[,，]))(增加|提高|减少|降低|扩大|增大)({PARAMETER})", r"\2\1", "增加企业数量有利于社会吗", "企业数量增加有利于社会吗"),
    Row(
        r"^(.*?)[?？]?\s*[（(]([^()（）=<>]*(?:cooperation|competition|best|monopoly))[)）]\s*[?？]?$",
        r"\1 under \2",
        "does R&D rise in n? (R&D cooperation)",
        "does R&D rise in n under R&D cooperation",
    ),
    Row(
        "^(.*?)[?？]?\\s*[（(]([^()（）=<>]*(?:合作|最优|次优))[)）]\\s*[?？]?$",
        r"\2时，\1",
        "溢出有利于社会吗？（不合作）",
        "不合作时，溢出有利于社会吗",
    ),
    Row(
        r"\b(?:give|state|find|name|determine|what is|what's|tell me)(?: me)? the (?:exact |precise |critical )?(?:level of |value of )?"
        rf"({PARAMETER})"
        r"(?: level| rate| value)? (?:where|at which|for which|such that|above which|below which|beyond which)\b",
        r"at which \1 do",
        "Give the exact spillover level where x* = x̂",
        "at which spillover do x* = x̂",
    ),
    Row(
        rf"\b(?:do|does) ({TEXT}) differ between ({TEXT}) and ({TEXT})(?= when | if | at | for |\W*$)",
        r"is \1 under \2 different from \1 under \3",
        "does R&D differ between R&D cooperation and no cooperation?",
        "is R&D under R&D cooperation different from R&D under no cooperation?",
    ),
    Row(
        rf"\b((?:is|are) there (?:any|some|an?) {PARAMETER}) such that\b",
        r"\1 with",
        "is there any beta such that x̂ > x*",
        "is there any beta with x̂ > x*",
    ),
    # two values of a parameter
    Row(
        rf"^(.*?)\b{UP} (?:if|when|as|once) ({TEXT}) {CHANGES}",
        r"\1 is higher at \2 = \4 than at \2 = \3",
        "does x* rise if n goes from 2 to 3",
        "does x* is higher at n = 3 than at n = 2",
    ),
    Row(
        rf"^(.*?)\b{DOWN} (?:if|when|as|once) ({TEXT}) {CHANGES}",
        r"\1 is lower at \2 = \4 than at \2 = \3",
        "does x* fall if n goes from 2 to 3",
        "does x* is lower at n = 3 than at n = 2",
    ),
    Row(
        f"(企业数量?|溢出系数|溢出率|溢出|[nβγ]){TURNS}[,，]?(.*?)(?:会|是否)*(?:增加|上升|提高|增大|变大|变多)",
        r"\4在\1=\3时比\1=\2时高",
        "n从2增加到3，x*会上升吗",
        "x*在n=3时比n=2时高吗",
    ),
    Row(
        f"(企业数量?|溢出系数|溢出率|溢出|[nβγ]){TURNS}[,，]?(.*?)(?:会|是否)*(?:减少|下降|降低|减小|变小|变少)",
        r"\4在\1=\3时比\1=\2时低",
        "n从2增加到3，x*会下降吗",
        "x*在n=3时比n=2时低吗",
    ),
    # what acts on what
    Row(
        r"\b(?:cause|lead to|bring about|result in|produce|imply|mean)s? an? (?:reduction|decrease|decline|fall|drop) in\b",
        "reduce",
        "does R&D cooperation lead to a drop in prices",
        "does R&D cooperation reduce prices",
    ),
    Row(
        r"\b(?:cause|lead to|bring about|result in|produce|imply|mean)s? an? (?:increase|rise|gain|growth) in\b",
        "raise",
        "does R&D cooperation lead to a rise in prices",
        "does R&D cooperation raise prices",
    ),
    Row(
        r"\b(?:increase|rise|gain) in (\S+) (?:due to|caused by|brought about by|through) ((?:R&D |full )?cooperation)\b",
        r"\1 gain from \2",
        "the increase in R&D due to R&D cooperation",
        "the R&D gain from R&D cooperation",
    ),
    Row(
        rf"\b(?:larger|higher|bigger|greater) (?:for|with|under|at) (?:larger|higher|bigger|greater|stronger|more) (?={PARAMETER}(?=$|\W))",
        "increasing in ",
        "is x* larger for larger spillovers",
        "is x* increasing in spillovers",
    ),
    Row(
        rf"\b(?:lower|smaller) (?:for|with|under|at) (?:larger|higher|bigger|greater|stronger|more) (?={PARAMETER}(?=$|\W))",
        "decreasing in ",
        "is x* smaller for larger spillovers",
        "is x* decreasing in spillovers",
    ),
    Row(
        r"\b(beta|β|spillovers?|spillover rate) (?:is |are |equals |equal to |of )?one\b(?! half| third| quarter)",
        r"\1 = 1",
        "at beta one, is x̂ > x*",
        "at beta = 1, is x̂ > x*",
    ),
    Row(
        rf"\bhow (?:sensitive|responsive) (?:is|are) ({TEXT}) to ({TEXT})(?=$|[?,])",
        r"how does \1 depend on \2",
        "How sensitive is x* to γ?",
        "how does x* depend on γ?",
    ),
    Row(
        rf"\b(?:does|would) it (?:matter|make (?:a|any) difference) (?:for|to) ({TEXT}) (?:if|whether|when|that) ({TEXT})(?=$|[?,])",
        r"what is the effect on \1 if \2",
        "does it matter for consumers whether firms merge fully?",
        "what is the effect on consumers if firms merge fully?",
    ),
    Row(
        rf"\b(?:what is|what's)? ?the role of ({TEXT}) (?:for|in determining|in) ({TEXT})(?=$|[?,])",
        r"the effect of \1 on \2",
        "what is the role of γ for x*?",
        "the effect of γ on x*?",
    ),
    Row(
        rf"^(.*?)\b(?:the )?(?:relationship|relation|link|connection) between ({PARAMETER}) and ({TEXT})(?=$|[?,])",
        r"\1the effect of \2 on \3",
        "what is the relationship between n and x*?",
        "what is the effect of n on x*?",
    ),
    Row(
        rf"^(.*?)\b(?:the )?(?:relationship|relation|link|connection) between ({TEXT}) and ({PARAMETER})(?=$|[?,])",
        r"\1the effect of \3 on \2",
        "what is the relationship between x* and n?",
        "what is the effect of n on x*?",
    ),
    Row(f"([^与和跟，,]+?)[与和跟]({PARAMETER})(?:之间)?的关系(?:是什么|如何|怎样|怎么样)?", r"\2对\1的影响", "x*与β的关系", "β对x*的影响"),
    Row(f"({PARAMETER})[与和跟]([^与和跟，,]+?)(?:之间)?的关系(?:是什么|如何|怎样|怎么样)?", r"\1对\2的影响", "β与x*的关系", "β对x*的影响"),
    # the proof, or the counterexample, says why
    Row(r"^(?:but |and |so )?why,? (?=(?:do|does|is|are|can|could|would|will)\b)", "", "Why is x̂ > x*?", "is x̂ > x*?"),
    Row("(?:为什么|为何)(?!不(?!合作))", "", "为什么x̂大于x*", "x̂大于x*"),
    Row(r"\bhow many firms (maxim|minim)i([sz])es?\b", r"which n \1i\2es", "how many firms maximise x*", "which n maximises x*"),
    Row(
        rf"\bwhat (?:does|do) ({TEXT}) (?:tend|converge|go) to (?:as|if|when)\b",
        r"limit of \1 as",
        "what does x* tend to as n → ∞",
        "limit of x* as n → ∞",
    ),
    Row("(?:趋于|趋向|收敛到|收敛于)(?:多少|什么|何值)", "的极限", "如果n趋于无穷，x*趋于多少", "如果n趋于无穷，x*的极限"),
    # better for whom
    Row("(比.+?)更?有[利益]于企业", r"\1利润更高", "半合作比不合作更有利于企业吗", "半合作比不合作利润更高吗"),
    Row("(比.+?)更?有[利益]于社会", r"\1福利更高", "半合作比不合作更有利于社会吗", "半合作比不合作福利更高吗"),
    Row("(比.+?)更?有[利益]于消费者", r"\1消费者剩余更高", "半合作比不合作更有利于消费者吗", "半合作比不合作消费者剩余更高吗"),
    Row(
        "对(?:企业|厂商)(?:来说|而言|来讲)?[,，]?(.*?)(?<![最不])(?:更?好|更?有利)(?!不|处)",
        r"\1利润更高",
        "对企业来说，全合作比半合作好吗",
        "全合作比半合作利润更高吗",
    ),
    Row(
        "对社会(?!福利)(?:来说|而言|来讲)?[,，]?(.*?)(?<![最不])(?:更?好|更?有利)(?!不|处)",
        r"\1福利更高",
        "对社会来说，全合作比半合作好吗",
        "全合作比半合作福利更高吗",
    ),
    Row(
        "对消费者(?:来说|而言|来讲)?[,，]?(.*?)(?<![最不])(?:更?好|更?有利)(?!不|处)",
        r"\1消费者剩余更高",
        "对消费者来说，全合作比半合作好吗",
        "全合作比半合作消费者剩余更高吗",
    ),
    Row(
        "(.*?)按照?(.{1,8}?)(?:的?(?:高低|大小|多少))?(?:来|进行)*(?:从.到.)?(?:排序|排名|排列|排个序)",
        r"\1\2排序",
        "三种模式按福利高低排序",
        "三种模式福利排序",
    ),
)
"""All other words, one row after another."""


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row.typed, re.IGNORECASE), row.read) for row in TABLE)


def paraphrased(text: str) -> str:
    """The question in the words of the table, as often as each row fits; the same text where none does."""
    for pattern, read in _rows():
        text = " ".join(pattern.sub(read, text).split())
    return text
