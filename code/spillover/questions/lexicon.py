"""The words that a question may use, in English, Chinese, LaTeX and the paper's signs, each with what it means.

A row of :data:`PHRASES` gives the kind of a token, its value, and the spellings that have it, with ``|`` between them. A blank in
a spelling stands for a blank, a hyphen, an underscore or nothing, so that ``first best`` is also ``first-best`` and ``first_best``.
"""

from __future__ import annotations

from collections.abc import Iterator

from spillover.regimes import Planner, Regime

LETTERS: dict[str, tuple[str, str]] = {
    **{letter: ("quantity", name) for letter, name in [("x", "x"), ("q", "q"), ("Q", "Q"), ("p", "price"), ("P", "price")]},
    **{letter: ("quantity", name) for letter, name in [("c", "unit_cost"), ("π", "profit"), ("W", "welfare"), ("w", "welfare")]},
    **{letter: ("parameter", letter) for letter in ("n", "a", "A", "b", "D", "G", "s", "k")},
    **{"β": ("parameter", "beta"), "γ": ("parameter", "gamma"), "d": ("d", "d"), "∂": ("d", "d")},
}
"""Letters, of which the case counts."""

BRACKETED: dict[str, str] = {"second": "second_best", "first": "first_best", "C": "rnd", "N": "non", "M": "full", "c": "rnd", "n": "non"}
"""What names a regime behind a quantity only: as an index, a power or in square brackets."""

ACCENTS: dict[str, str] = {"\u0302": "rnd", "^": "rnd", "hat": "rnd", "\u0303": "full", "~": "full", "tilde": "full", "star": "non"}
"""The paper's marks, as characters and in words."""

PHRASES: tuple[tuple[str, str, str], ...] = (
    # quantities
    (
        "quantity",
        "x",
        "R&D per firm|R&D|R & D|R and D|R&D investment|R&D effort|R&D level|per firm R&D|research|research effort|"
        "cost reducing investment|cost reducing R&D|investment|invest|effort|innovation|研发|研发投入|研发水平|研发支持|"
        "创新投入|R&D投入|每个企业的研发投入|企业研发投入",
    ),
    ("quantity", "n*x", "total R&D|industry R&D|aggregate R&D|R&D of the cluster|总研发|总研发投入|研发总投入|集群研发投入"),
    ("quantity", "s*x", "effective R&D|有效研发|有效研发投入"),
    (
        "quantity",
        "q",
        "output per firm|per firm output|firm output|output|quantity|production|produce|产量|产出|企业产量|每个企业的产量",
    ),
    (
        "quantity",
        "Q",
        "total output|industry output|aggregate output|total quantity|market output|总产量|总产出|行业产量|行业总产量|市场总产量",
    ),
    ("quantity", "price", "price|prices|market price|价格|市场价格|产品价格"),
    ("quantity", "unit_cost", "unit cost|unit costs|marginal cost|marginal costs|cost|costs|mc|单位成本|边际成本|成本|单位生产成本"),
    ("quantity", "profit", "profit per firm|per firm profit|profit|profits|earnings|earn|payoff|payoffs|pi|利润|企业利润|每个企业的利润"),
    (
        "quantity",
        "n*profit",
        "total profit|total profits|industry profit|industry profits|joint profit|joint profits|producer surplus|PS|总利润",
    ),
    (
        "quantity",
        "consumer_surplus",
        "consumer surplus|consumers surplus|consumer's surplus|consumers' surplus|consumer welfare|CS|consumers|"
        "消费者剩余|消费者福利|消费者",
    ),
    (
        "quantity",
        "welfare",
        "welfare|social welfare|total welfare|total surplus|social surplus|TS|TW|SW|福利|社会福利|总福利|社会总福利|总剩余",
    ),
    # regimes and planners
    ("mode", "non", "none|noncooperative firms|non cooperative firms|without any cooperation"),
    ("mode", "rnd", "cooperating in R&D|cooperating in R&D only|cooperating on R&D|cooperate in R&D alone"),
    ("mode", "full", "cooperate in both stages|cooperate in everything|cooperate fully|fully cooperate|cooperate in R&D and output"),
    (
        "mode",
        "rnd",
        "semi|R&D cooperation only|cartel (R&D)|cooperate in R&D|cooperate in R&D only|cooperate on R&D|cooperate in research|"
        "cooperate in research only|coordinate R&D",
    ),
    (
        "mode",
        "non",
        "do not cooperate|does not cooperate|don't cooperate|not cooperating|not cooperate|compete|competing|decide alone|各自为政",
    ),
    (
        "mode",
        "non",
        "non|no cooperation|no coop|no cooperation at all|non cooperation|noncooperation|non cooperative|noncooperative|"
        "noncoop|non cooperative equilibrium|noncooperative equilibrium|without cooperation|no cooperating|competition|"
        "competitive|nc|nocoop|R&D competition|完全不合作|不合作|无合作|非合作|没有合作|竞争",
    ),
    (
        "mode",
        "rnd",
        "rnd|rd|R&D cooperation|cooperation in R&D|cooperation in R&D only|R&D only cooperation|cooperation on R&D|"
        "joint R&D|RD coop|R&D cartel|cartel in R&D|R&D coop|cooperative R&D|semi collusion in R&D|partial cooperation|"
        "半合作|研发合作|仅研发合作|部分合作|coop|cooperation|cooperative|semi cooperation|semi cooperative|semi coop|"
        "cooperative in R&D|只在研发上合作|研发阶段合作",
    ),
    (
        "mode",
        "full",
        "full|full cooperation|full coop|complete cooperation|fully cooperative|full collusion|collusion|collusive|"
        "monopoly|mono|full cartel|cooperation in both stages|cooperation in R&D and output|"
        "cooperation in output and R&D|merger to monopoly|full merger|cooperation in everything|全合作|完全合作|"
        "垄断联合体|垄断|完全合谋|两阶段都合作|全面合作",
    ),
    ("mode", "second_best", "second best|second best planner|second best optimum|SB|次优|次优规划者|次优计划者|次优解"),
    ("mode", "first_best", "first best|first best planner|first best optimum|FB|最优|第一最优|最优规划者|最优计划者"),
    # what may mean more than one thing
    (
        "unclear",
        "first_best, second_best",
        "planner|social planner|social optimum|optimum|socially optimal|efficient|社会最优|规划者|社会规划者",
    ),
    (
        "unclear",
        "rnd, full",
        "cartel|卡特尔|RJV|RJV cartel|joint venture|research joint venture|semi collusion|merger|合作|cooperate|collude",
    ),
    ("unclear", "non, rnd", "Cournot|Nash|Nash equilibrium|古诺"),
    (
        "every",
        "every",
        "each regime|every regime|all regimes|all three regimes|all three|"
        "any regime|each of the regimes|each of the three regimes|所有制度|每种制度",
    ),
    ("every", "every", "三种制度|三种情形|三种模式|三种合作模式|各种制度|任何制度|所有情形|每种情形|所有模式|每种模式|无论哪种制度"),
    (
        "unclear",
        "unit_cost",
        "total cost|total costs|总成本|cost of production|production cost|production costs|industry cost|industry costs",
    ),
    # parameters
    ("parameter", "n", "集群企业数量|集群企业数|集群内企业数量|number of competitors"),
    (
        "parameter",
        "beta",
        "beta|spillover|spillovers|spillover rate|spillover level|knowledge spillover|knowledge spillovers|"
        "technology spillovers|溢出|溢出率|溢出系数|溢出程度|知识溢出|溢出水平|知识溢出率|技术溢出|外溢",
    ),
    ("parameter", "gamma", "gamma|R&D cost parameter|cost of R&D|研发成本参数|研发成本系数"),
    ("parameter", "n", "number of firms|企业数|企业数量|企业个数|厂商数|厂商数量"),
    ("parameter", "a", "market size|demand intercept|choke price|市场规模"),
    ("parameter", "A", "initial unit cost|initial cost|initial marginal cost|初始成本|初始单位成本"),
    ("parameter", "b", "demand slope|slope of demand"),
    # numbers
    ("number", "1/2", "half|one half|a half|一半|二分之一"),
    ("number", "1/4", "one quarter|a quarter|四分之一"),
    ("number", "1/3", "one third|a third|三分之一"),
    ("number", "0", "zero|零"),
    # clusters by name
    ("cluster", "n = 2", "duopoly|duopolists|two firms|2 firms|双寡头|两家企业|两个企业|2家企业"),
    ("cluster", "n = 3", "three firms|3 firms|triopoly|三家企业|三个企业|3家企业"),
    ("cluster", "n = 1", "one firm|one firm only|a single firm|single firm|只有一家企业|一家企业"),
    ("cluster", "beta = 0", "no spillovers|no spillover|without spillovers|zero spillovers|没有溢出|无溢出"),
    (
        "cluster",
        "beta = 1",
        "spillovers are perfect|spillovers are complete|full spillovers|perfect spillovers|complete spillovers|完全溢出",
    ),
    # relations
    ("relation", ">", "better for|higher for"),
    ("relation", "<", "worse for"),
    ("relation", ">", "does better|do better|fares better|fare better"),
    ("relation", ">", "overtake|overtakes|surpass|surpasses|greater in|outweighs"),
    (
        "relation",
        ">",
        "greater|larger|higher|more|bigger|better off|above|exceeds|exceed|is above|大于|高于|超过|多于|"
        "高|大|多|更高|更大|更多|beats|outperforms|dominates",
    ),
    (
        "relation",
        "<",
        "less|lower|smaller|fewer|worse off|below|cheaper|fall short of|falls short of|小于|低于|少于|不及|低|小|少|更低|更小|更少",
    ),
    (
        "relation",
        ">=",
        "at least|at least as high|at least as large|at least as great|at least as much|no less|not less|no lower|"
        "not lower|weakly exceeds|weakly higher|weakly greater|weakly larger|greater than or equal to|no smaller|"
        "not smaller|larger than or equal to|more than or equal to|大于等于|大于或等于|不小于|不低于|不少于|至少|不差于|"
        "不亚于",
    ),
    (
        "relation",
        "<=",
        "at most|no more|not more|no higher|not higher|no greater|not greater|no larger|not larger|weakly lower|"
        "weakly below|weakly less|weakly smaller|less than or equal to|smaller than or equal to|小于等于|小于或等于|"
        "不大于|不高于|不超过|不多于|至多",
    ),
    (
        "relation",
        "=",
        "equals|equal to|equal|is equal to|the same as|the same|same as|same|equally high|等于|相等|一样|相同|一致|完全相同|一样高|一样多",
    ),
    ("relation", "!=", "differs from|differ from|different from|not equal to|unequal|不等于|不同于|不相等"),
    ("than", "than", "than|as under|as in|as|compared with|compared to|relative to"),
    ("compared", "compared", "比|相比"),
    ("positive", ">", "positive|正的|为正"),
    ("positive", "<", "negative|负的|为负"),
    ("positive", ">=", "nonnegative|non negative|非负"),
    # comparative statics
    ("trend", "?", "react|reacts|会上升还是下降|会增加还是减少"),
    (
        "trend",
        "?",
        "change|changes|vary|varies|respond|responds|depend|depends|move|moves|rise or fall|rises or falls|increase or decrease",
    ),
    (
        "trend",
        "?",
        "如何变化|怎么变化|怎样变化|上升还是下降|递增还是递减|增加还是减少|变大还是变小|increasing or decreasing|go up or down",
    ),
    ("trend", ">", "widen|widens|扩大|拉大"),
    ("trend", "<", "narrow|narrows|缩小"),
    (
        "trend",
        ">",
        "increasing|increases|increase|rises|rise|rising|grows|grow|goes up|go up|raises|raise|strictly increasing|up|↑|"
        "monotonically increasing|monotone increasing|单调递增|单调增加|递增|增加|增大|上升|提高|升高|增长|变大|越高|"
        "越大|越多",
    ),
    (
        "trend",
        "<",
        "decreasing|decreases|decrease|falls|fall|falling|declines|decline|goes down|go down|reduces|reduce|lowers|"
        "strictly decreasing|monotonically decreasing|monotone decreasing|shrinks|down|↓|单调递减|单调减少|递减|减少|"
        "减小|下降|降低|变小|越低|越小|越少",
    ),
    ("trend", ">=", "nondecreasing|non decreasing|weakly increasing|不减|非递减"),
    ("trend", "<=", "nonincreasing|non increasing|weakly decreasing|不增|非递增"),
    ("along", "along", "随着|随|关于"),
    # which regime is first, and other wishes
    (
        "extreme",
        "max",
        "largest|highest|biggest|most|maximum|maximal|max|greatest|argmax|maximises|maximizes|maximise|maximize|最大|最高|最多",
    ),
    ("extreme", "min", "smallest|lowest|least|minimum|minimal|min|argmin|minimises|minimizes|cheapest|最小|最低|最少"),
    (
        "rank",
        "rank",
        "vs|versus|rank|ranking|ranking of|rank the regimes by|order of|compare|排序|排名|比较|从大到小排序|从小到大排序|"
        "从高到低排序|大小关系",
    ),
    (
        "which",
        "which",
        "which regime|which mode|in which regime|under which regime|which form of cooperation|which|who|which one|whose|"
        "which of the three|which of the regimes|哪种制度|哪种模式|哪种合作模式|哪个制度|哪种情形|哪种情况|哪一种|哪个|"
        "哪种|谁|谁的|还是|which of the three regimes",
    ),
    (
        "where",
        "where",
        "when is|when does|when do|when are|for which|for what|"
        "at what|at which|什么时候|何时|要多大|多大时|多大|什么范围|什么条件下|在什么条件下|什么情况下",
    ),
    (
        "what",
        "what",
        "what is|what are|value of|the value of|compute|calculate|how much is|closed form of|formula of|formula for|"
        "closed form for|formula|expression|多少|是多少|等于多少|求|计算|的值|的表达式|表达式|公式",
    ),
    (
        "exists",
        "exists",
        "can|could|is there|are there|is it possible|is it possible that|possible|may|might|sometimes|for some|∃|"
        "exists|会不会|能否|能不能|可能吗|是否可能|有可能|可能|存在|是否存在|有没有",
    ),
    ("never", "never", "never|can never|cannot|can not|can't|不可能|从不|永不|绝不"),
    ("exists", "exists", "有时|有时候|有的时候|时而|偶尔|at times|occasionally"),
    ("exists", "ever", "ever"),
    ("which", "which", "what regime|what mode|under what regime|in what regime|which kind of cooperation"),
    ("which", "which", "哪种合作方式|哪种方式|哪种合作|哪一种模式|哪个模式|which cooperation mode"),
    ("rank", "rank", "怎么排|怎么排序|如何排序|怎样排序|从大到小怎么排|从高到低怎么排"),
    ("every", "every", "every one of the three regimes|every one of the regimes|each one of the regimes"),
    # logic
    ("sign", "and", "and|but|且|并且|而且|以及|和|与|同时|但|但是|both"),
    ("sign", "or", "or|或|或者"),
    ("sign", "not", "not|it is not true that|it is not the case that|并非|非|不是|不"),
    ("sign", "=>", "implies|imply|mean|means|only if|推出|意味着|蕴含"),
    ("sign", "<=>", "iff|if and only if|exactly when|exactly if|exactly where|precisely when|precisely if|当且仅当|等价于"),
    (
        "if",
        "if",
        "if|when|whenever|where|given|given that|provided|provided that|as long as|assuming|assume|suppose|supposing|let|"
        "under the condition that|on condition that|with spillovers|as soon as|once|如果|若|假设|假定|给定|当|只要|设",
    ),
    ("unless", "unless", "unless|除非"),
    ("then", "then", "then|则|那么|就"),
    ("all", "all", "for all|for every|for any|for each|∀|any|every|所有|对所有|对任意|任意|对一切|对任何"),
    ("in", "in", "∈|属于"),
    ("between", "between", "between"),
    ("prep", "in", "in"),
    ("prep", "with", "with"),
    ("prep", "prep", "under|for|at|of|from|by|on|to|over|over all|across"),
    # what changes nothing
    ("filler", "", "均衡|均衡的|到底|究竟|actually|really"),
    (
        "filler",
        "",
        "hold|clusters|a cluster|in the cluster|of the three regimes|the three regimes|three regimes|there are|there is",
    ),
    ("always", "always", "always|necessarily|一定|必然|总是|总|永远|恒|始终|都|generally"),
    ("task", "task", "prove|prove that|show|show that|check|check that|check whether|verify|see|say|证明|验证|test"),
    ("gap", "gap", "gap|difference|the gap between|difference between|差距|之差|gain in"),
    ("onlyif", "onlyif", "才|只有|仅当|仅在|only when|only for|only where|不仅|不但|not only"),
    (
        "filler",
        "",
        "how does|how do|how|with respect to|market|每家|每个|每家企业|respectively|all the|参数|使得|参数值|把|将",
    ),
    ("filler", "", "they|firms in the cluster|gets|get|makes|make|become|becomes|remain|remains|stay|stays"),
    (
        "filler",
        "",
        "is|are|be|does|do|did|will|would|has|have|had|gives|give|yields|yield|leads to|lead to|the|that|it|true|"
        "whether|in all clusters|for all clusters|in every cluster|for every cluster|all clusters|firm|"
        "firms|each firm|in equilibrium|equilibrium|level|levels|please|"
        "regime|is it true that|an|regimes|mode|modes|also|still|strictly|private|"
        "a cluster|there|does it hold that|holds|'s|outcome|between the regimes|"
        "across the regimes|of the three|situation|so|hence|in general|的|是否|是不是|吗|呢|是|会|将|"
        "在|下|请问|成立|了|也|还|么|制度|模式|情形|三种|三者|每种|对于|对|即|有|其|那|而|"
        "请|之间|中|里|为|对不对|恒成立|企业|厂商",
    ),
    ("when", "", "时|时候|的时候|情况下|条件下|的情况下|的条件下|之后"),
)
"""All words."""

LATEX: dict[str, str] = {
    **{"beta": "β", "gamma": "γ", "pi": "π", "partial": "∂", "cdot": "*", "times": "*", "le": "<=", "leq": "<=", "leqslant": "<="},
    **{"ge": ">=", "geq": ">=", "geqslant": ">=", "ne": "!=", "neq": "!=", "lt": "<", "gt": ">", "in": "∈", "forall": "∀", "exists": "∃"},
    **{"land": "and", "wedge": "and", "lor": "or", "vee": "or", "lnot": "not", "neg": "not", "to": "=>", "Rightarrow": "=>", "ast": "*"},
    **{"implies": "=>", "Longrightarrow": "=>", "rightarrow": "=>", "iff": "<=>", "Leftrightarrow": "<=>", "max": "max", "star": "*"},
    **{"Longleftrightarrow": "<=>", "lbrack": "[", "rbrack": "]", "lbrace": "{", "rbrace": "}", "mid": ",", "colon": ","},
}
"""Commands of LaTeX, and what else is written for them."""

UNSEEN = frozenset(
    (
        *("left", "right", "displaystyle", "textstyle", "quad", "qquad", "bigl", "bigr", "big", "Big", "Bigl", "Bigr"),
        *("mathrm", "text", "operatorname", "mathit", "textrm", "limits", "nolimits"),
    )
)
"""Commands of LaTeX that only move or group what they stand before."""

SIGNS: dict[str, str] = {
    **{"≤": "<=", "⩽": "<=", "≦": "<=", "=<": "<=", "≥": ">=", "⩾": ">=", "≧": ">=", "≠": "!=", "<>": "!=", "/=": "!="},
    **{"==": "=", "===": "=", "**": "^", "−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", ".*": "*", "÷": "/", "./": "/", "⁄": "/"},
    **{"⇒": "=>", "⟹": "=>", "→": "=>", "->": "=>", "-->": "=>", "==>": "=>", "⟶": "=>", "⇔": "<=>", "⟺": "<=>", "↔": "<=>", "<->": "<=>"},
    **{"∧": "and", "&&": "and", "&": "and", "∨": "or", "||": "or", "¬": "not", "!": "not", "{": "(", "}": ")", "、": ","},
    **{";": ",", ":": ",", "。": "", "?": "", "$": ""},
}
"""Other ways to write a sign; what is empty changes nothing."""


def words() -> Iterator[tuple[str, tuple[str, str]]]:
    """All spellings, each with the kind and the meaning of its token: the names of the regimes and planners, and those of the rows."""
    for mode in (*Regime, *Planner):
        name = mode.key if isinstance(mode, Regime) else mode.name.lower()
        yield from ((spelling, ("mode", name)) for spelling in (name.replace("_", " "), mode.label, mode.chinese))
    for kind, meaning, spellings in PHRASES:
        for spelling in spellings.split("|"):
            yield spelling, (kind, meaning)
