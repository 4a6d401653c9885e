"""The words that a question may use, in English, Chinese, LaTeX and the paper's signs, each with what it means.

A row of :data:`PHRASES` gives the kind of a token, its value, and the spellings that have it, with ``|`` between them; where the kind is
``several``, the value lists the tokens. Braces hold alternatives. A blank in
a spelling stands for a blank, a hyphen, an underscore or nothing, so that ``first best`` is also ``first-best`` and ``first_best``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

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
        "invested|invests|cost reducing investment|cost reducing R&D|investment|invest|effort|innovation|"
        "{incentive,incentives} to {invest,innovate,invest in R&D,do R&D}|{R&D,research,innovation} {incentive,incentives}|"
        "研发|研发投入|研发水平|研发支持|"
        "研发{积极性,动力,力度,努力}|创新动力|"
        "创新投入|投入|R&D投入|每个企业的研发投入|企业研发投入",
    ),
    (
        "quantity",
        "n*x",
        "{total,aggregate,overall,combined} {,industry} R&D {,investment}|industry {,wide} R&D|R&D of the cluster|"
        "行业总研发|行业研发|产业总研发|总研发|总研发投入|研发总投入|集群研发投入",
    ),
    ("quantity", "s*x", "effective R&D|有效研发|有效研发投入"),
    (
        "quantity",
        "q",
        "output per firm|per firm output|firm output|produced|produces|output|quantity|production|produce|"
        "产量|产出|企业产量|每个企业的产量",
    ),
    (
        "quantity",
        "Q",
        "{total,aggregate,overall,combined} {,industry} output|industry {,wide} output|total quantity|market output|"
        "总产量|总产出|行业产量|行业总产量|市场总产量",
    ),
    (
        "quantity",
        "price",
        "consumer {price,prices}|price|prices|charge|charges|"
        "售价|定价|消费者{付,支付}的价格|market price|consumers pay|价格|市场价格|产品价格",
    ),
    (
        "quantity",
        "unit_cost",
        "{cost,costs} of production per unit|production {cost,costs} per unit|unit production {cost,costs}|unit cost|"
        "unit costs|cost per unit|costs per unit|marginal cost|marginal costs|cost|costs|mc|单位成本|边际成本|成本|单位生产成本",
    ),
    (
        "quantity",
        "price - unit_cost",
        "price {minus,less} {,unit,marginal} {cost,costs}|价格减{,去}{,单位,边际}成本|price cost margin|"
        "price cost margin p - c|markup p - c|margin p - c|profit margin p - c|p - c|价格成本差|单位利润|"
        "价格高于单位成本的部分|价格与单位成本之差|成本加成",
    ),
    (
        "quantity",
        "profit",
        "profit per firm|per firm profit|{profit,payoff}{,s}|earnings|earn|earned|money|pi|赚|赚得|赚钱|盈利|收益|利润|企业利润|"
        "每个企业的利润",
    ),
    (
        "quantity",
        "n*profit",
        "{total,aggregate,overall,combined} {,industry} {profit,profits}|industry {,wide} {profit,profits}|joint {profit,profits}|"
        "producer surplus|PS|总利润|行业利润|行业总利润",
    ),
    (
        "quantity",
        "consumer_surplus",
        "consumer surplus|consumers surplus|consumer's surplus|consumers' surplus|consumer welfare|CS|consumers|"
        "消费者剩余|消费者福利|消费者利益|消费者的{剩余,福利,利益}|消费者",
    ),
    (
        "quantity",
        "welfare",
        "{,social,total} welfare|{social,total} surplus|society|the economy|TS|TW|SW|社会|{,社会,总,社会总}福利|总剩余",
    ),
    # regimes and planners
    (
        "mode",
        "non",
        "{do not,don't,not} coordinate {,at all}|{independent,separate,uncoordinated,noncooperating} firms|"
        "{don't,do not} cooperate at all|none|noncooperative firms|non cooperative firms|without any cooperation|"
        "firms not cooperate|nobody cooperates|no one cooperates|"
        "no firm cooperates|firms do not cooperate|没有企业合作",
    ),
    (
        "mode",
        "full",
        "cooperat{e,ing,ion} in {both,both stages,everything}|cooperat{e,ing,ion} at both stages|"
        "{collude,colluding,collusion,cartel} in {both,both stages,everything,R&D and output,output and R&D}|"
        "cooperat{e,ing,ion} in {,both} {R&D,research} and {output,production}|"
        "{cooperate,cooperating} fully|fully cooperating|{,在}{两个阶段,两阶段}都合作|"
        "collude {completely,fully}|{completely,fully} collude|"
        "merge fully|merge completely|merge into {one,a single} {,big,single} firm|merge {,in}to {,a} {,single} monopoly|fully cooperate|"
        "{act,behave} {as,like} {a monopoly,one firm}|{,full} merger of all {,the} firms|all {,the} firms merge|fc|"
        "合并成一家|全面合并|完全共谋",
    ),
    (
        "mode",
        "rnd",
        "{collude,colluding,collusion} {in,on} {R&D,research} {,only,alone}|cartel in {R&D,research} {only,alone}|"
        "{coordinate,cooperate} {,in,on} {,their} R&D but compete in {output,production,the product market,the market}|"
        "cooperat{e,ing,ion} {at,in} the R&D stage {,alone,only}|"
        "semi|R&D cooperation only|cartel (R&D)|cooperat{e,ing,ion} {in,on} {R&D,research} {,only,alone}|"
        "cooperate {only,just} in {R&D,research}|only cooperat{e,ing} in {R&D,research}|coordinat{e,ing,ion} {,on,of,their} R&D|"
        "{set,choose,decide} R&D jointly|R&D coordination|{join forces,team up} in {R&D,research}|do {R&D,research} together|"
        "joint research|{合作,一起,共同,联合}{搞,做,开展}研发|一起研发|{只,仅,只是,}在研发{,阶段}合作|{只,仅}合作研发",
    ),
    (
        "mode",
        "non",
        "do not cooperate|does not cooperate|don't cooperate|not cooperating|not cooperate|compete|competing|decide alone|"
        "act alone|act independently|act separately|"
        "independently|separately|each on its own|{independent,individual,separate} R&D|on their own|{go,going} {,it} alone|"
        "by themselves|for themselves|"
        "{,in the} absence of cooperation|no agreement|fully compete|compete in {both stages,everything}|各干各的|"
        "{各自,独立,单独,独自}研发|各自为政|"
        "各自决策|各自独立",
    ),
    (
        "mode",
        "non",
        "non|no cooperation|no coop|no cooperation at all|non cooperation|noncooperation|non cooperative|noncooperative|"
        "noncoop|non coop|non cooperating|uncooperative|non cooperative equilibrium|noncooperative equilibrium|"
        "without cooperation|"
        "no cooperating|competition|"
        "competitive|nc|nocoop|R&D competition|完全不合作|不合作|无合作|非合作|没有合作|竞争",
    ),
    (
        "mode",
        "rnd",
        "rnd|rd|rnd coop|rnd cooperation|R&D cooperation|R&D only cooperation|"
        "joint R&D|RD coop|R&D cartel|research cartel|R&D agreement|研发联盟|"
        "cartel in R&D|R&D coop|cooperative R&D|semi collusion in R&D|partial cooperation|"
        "半合作|研发合作|R&D合作|RD合作|合作研发|合作进行研发|联合研发|共同研发|在研发上合作|仅在研发上合作|仅研发合作|"
        "部分合作|coop|cooperation|"
        "cooperative|semi cooperation|semi cooperative|semi coop|"
        "cooperative in R&D|只在研发上合作|研发阶段合作",
    ),
    (
        "mode",
        "full",
        "full|full cooperation|full coop|complete cooperation|fully {cooperative,collusive}|full collusion|collusion|collusive|"
        "monopoly|mono|full cartel|"
        "cooperation in output and R&D|merger to monopoly|full merger|全合作|完全合作|"
        "垄断联合体|垄断|完全合谋|全面合作",
    ),
    (
        "mode",
        "second_best",
        "second best|planner's second best|second best planner|second best optimum|SB|次优|次优规划者|次优计划者|次优解|二级最优|第二最优|"
        "社会次优|社会次优规划者",
    ),
    (
        "mode",
        "first_best",
        "最优解|first best|planner's first best|first best planner|first best optimum|FB|社会最优|最优|第一最优|"
        "一级最优|最优规划者|最优计划者|最优社会计划者",
    ),
    # what may mean more than one thing
    (
        "unclear",
        "first_best, second_best",
        "planner|social planner|social optimum|optimum|socially optimal|optimal|efficient|规划者|社会规划者|planner's|planners",
    ),
    (
        "unclear",
        "rnd, full",
        "cartel|卡特尔|RJV|RJV cartel|joint venture|research joint venture|semi collusion|merger|merge|合作|cooperate|cooperating|collude|"
        "R&D joint venture|R&D joint ventures|研发合资企业",
    ),
    ("unclear", "consumer_surplus, welfare", "surplus"),
    ("unclear", "price - unit_cost, price/unit_cost", "markup|mark up|profit margin"),
    ("unclear", "总会, 可能", "能|能够"),
    ("unclear", "welfare, profit, consumer_surplus", "best"),
    ("unclear", "non, rnd", "Cournot|Nash|Cournot Nash|Nash equilibrium|古诺"),
    (
        "every",
        "every",
        "each regime|every regime|all regimes|for all {,three }regimes|all three regimes|all three|"
        "any regime|{any,all,each} of the market regimes|{all,the} market regimes|any of the three regimes|"
        "any of the regimes|any of the three|each of the regimes|each of the three regimes|"
        "{no matter how,however} firms cooperate|whether or not firms cooperate|{regardless of,whatever} the regime|"
        "{无论,不管}{是否合作,合不合作,合作与否,如何合作,哪种方式}|"
        "{各,各个,三种,各种,任何,所有,每种,其他,其他所有,所有其他,无论哪种}模式",
    ),
    (
        "every",
        "every",
        "三种合作{模式,方式}|三种市场{均衡,模式}|三种情况|all other regimes|{under,in} the three regimes",
    ),
    (
        "unclear",
        "unit_cost",
        "total cost|total costs|总成本|cost of production|production cost|production costs|industry cost|industry costs",
    ),
    # parameters
    ("parameter", "n", "集群企业数量|集群企业数|集群内企业数量"),
    (
        "parameter",
        "beta",
        "beta|{,knowledge,technology} {spillover,spillovers}|spillover rate|{,知识,技术}{溢出,外溢}{,率}",
    ),
    (
        "parameter",
        "gamma",
        "gamma|R&D costs|R&D cost parameter|cost {parameter,coefficient} gamma|cost of R&D|研发成本|研发成本参数|研发成本系数",
    ),
    ("parameter", "n", "number of firms|cluster size|size of the cluster|企业数|企业数目|集群规模|企业数量|企业个数"),
    ("parameter", "a", "market size|size of the market|demand|demand intercept|choke price|市场规模|市场需求|市场容量"),
    ("parameter", "A", "initial unit cost|initial cost|initial marginal cost|初始成本|初始单位成本"),
    ("parameter", "b", "demand slope|slope of demand"),
    (
        "several",
        "trend:>",
        "goes from 0 to 1|rises from 0 to 1|increases from 0 to 1|moves from 0 to 1|grows from 0 to 1|runs from 0 to 1|从0变到1|从0增加到1|"
        "从0上升到1|从0增大到1|从0到1|由0增加到1|由0变到1",
    ),
    # numbers
    ("times", "2", "两倍|二倍"),
    ("times", "3", "三倍"),
    ("times", "?", "几倍|多少倍"),
    ("several", "times:2 relation:>=", "两倍以上|二倍以上"),
    ("times", "", "倍"),
    ("measure", "-", "how far"),
    (
        "measure",
        "/",
        "{how many,what multiple of,by how many} times {,as large,as high,as much,as big,as great}|{by,,a} {what,which} factor|之比|比值",
    ),
    ("several", "measure:% trend:>", "{,the} percentage {increase,rise,gain} {in,of}"),
    ("several", "measure:% trend:<", "{,the} percentage {decrease,fall,drop,loss} {in,of}"),
    ("measure", "%", "by {what,which,how many} {percent,per cent,percentage}|{by,} how many percent|百分之几|百分之多少"),
    ("upward", ">=", "以上"),
    ("number", "2", "twice|double|two times"),
    ("several", "relation:= multiple:2", "twice as large as|twice as high as|twice as much as|twice as great as|twice as big as"),
    ("several", "relation:= multiple:1/2", "half as large as|half as high as|half as much as|half as great as|half as big as"),
    ("number", "1/2", "half of|half the|half|one half|a half|一半|二分之一"),
    ("number", "2/3", "two thirds|三分之二"),
    ("number", "3/4", "three quarters|四分之三"),
    ("number", "1/4", "one quarter|a quarter|四分之一"),
    ("number", "1/3", "one third|a third|三分之一"),
    ("number", "0", "zero|零"),
    # clusters by name
    ("cluster", "n = 2", "duopoly|duopolists|two firms|双寡头|两家企业|两个企业"),
    ("cluster", "n = 2", "only two firms|just two firms|只有两家企业|只有两个企业|仅有两家企业"),
    ("cluster", "n = 3", "three firms|triopoly|三家企业|三个企业"),
    ("cluster", "n = 4", "four firms|四家企业"),
    ("cluster", "n = 5", "five firms|五家企业"),
    ("cluster", "n = 10", "ten firms|十家企业"),
    ("cluster", "n = 1", "one firm|one firm only|a single firm|single firm|只有一家企业|一家企业"),
    (
        "cluster",
        "beta = 0",
        "no spillovers|no spillover|without any spillovers|without any spillover|without spillover|without spillovers|"
        "zero spillovers|{spillovers are,spillover is} absent|nothing spills over|no knowledge {spills over,leaks}|"
        "没有溢出|无溢出|不存在溢出",
    ),
    (
        "cluster",
        "beta = 1",
        "{spillovers are,spillover is} {full,perfect,complete}|{everything,all knowledge} spills over|full spillovers|"
        "perfect spillovers|complete spillovers|完全溢出",
    ),
    # relations
    ("relation", ">", "better for|higher for|better|{is,are} {,always} over|lies above|胜过|超出|优于|好于|更好"),
    ("relation", "<", "worse for|worse|lies below|不如|比不上|差于|更差"),
    ("relation", ">", "does better|do better|fares better|fare better"),
    ("relation", ">", "overtake|overtakes|surpass|surpasses|greater in|outweighs"),
    (
        "relation",
        ">",
        "greater|larger|higher|more|bigger|stronger|better off|happier|above|exceeds|exceed|is above|大于|高于|超过|多于|"
        "高|大|多|更高|更大|更多|beats|outperforms|dominates|beat|outperform|dominate",
    ),
    (
        "relation",
        "<",
        "less|lower|smaller|fewer|weaker|worse off|below|cheaper|fall short of|falls short of|小于|低于|少于|不及|低|小|少|更低|更小|更少",
    ),
    (
        "relation",
        ">=",
        "at least|reach|reaches|attain|attains|达到|at least as high|at least as large|at least as great|at least as much|no less|"
        "not less|no lower|"
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
        "equals|equal to|equal|is equal to|the same as|the same|same as|same|equally high|coincide|coincides|identical|等于|相等|"
        "一样|相同|一致|完全相同|一样高|一样多",
    ),
    ("relation", "!=", "differs from|differ from|different from|not equal to|unequal|不等于|不同于|不相等"),
    (
        "than",
        "than",
        "instead of|rather than|as opposed to|than|as much as|as under|as in|as|compared with|compared to|relative to|相对|相对于|而不是",
    ),
    ("compared", "compared", "比|相比"),
    ("positive", ">", "positive|正的|为正"),
    ("positive", "<", "negative|负的|为负"),
    ("positive", ">=", "nonnegative|non negative|非负"),
    ("positive", "<=", "nonpositive|non positive|非正"),
    # comparative statics
    ("trend", "=", "constant|independent|independent of|unaffected by|not affected by|does not depend on|doesn't depend on|不依赖于"),
    (
        "happens",
        "happens",
        "{monotonicity,behaviour,behavior} of|what {happens,would happen,will happen} to|what happens with|"
        "comparative statics of|comparative statics for",
    ),
    (
        "trend",
        "?",
        "monotone|monotonic|monotonically|monotone or not|单调|会怎样|会怎么样|会如何|正/负|(正/负)|正还是负|为正还是为负|react|"
        "reacts|会上升还是下降|会增加还是减少",
    ),
    (
        "trend",
        "?",
        "变化|变动|的变化|vary|varies|{change,respond,depend,move}{,s}|rise or fall|rises or falls|increase or decrease",
    ),
    (
        "trend",
        "?",
        "增大还是减小|增加还是减小|升高还是降低|提高还是降低|升还是降|"
        "如何变化|怎么变化|怎样变化|怎么变|如何变|怎样变|上升还是下降|递增还是递减|增加还是减少|变大还是变小|"
        "increasing or decreasing|decreasing or increasing|fall or rise|falls or rises|decrease or increase|go up or down",
    ),
    (
        "trend",
        ">",
        "{becomes,become,gets,get} {big,large}|becomes larger|become larger|becomes higher|gets larger|gets higher|"
        "becomes bigger|gets bigger|widen|widens|扩大|拉大|"
        "push up|pushes up|drive up|drives up|lift|lifts|encourage|encourages|stimulate|stimulates|enhance|enhances|"
        "{augment,climb,expand,strengthen,spur}{,s}|有利于|有益于|受益|获益|上涨|推高|抬高|拉高|增强|加强|刺激|激励|越强|越贵|"
        "benefit|benefits|help|helps|{good,beneficial} for|{pay,pays,paying} off for|"
        "beneficial to|improve|improves|boost|boosts|foster|fosters|促进",
    ),
    (
        "trend",
        "<",
        "becomes smaller|become smaller|becomes lower|gets smaller|gets lower|narrow|narrows|缩小|hurt|hurts|harm|harms|"
        "{bad,harmful} for|harmful to|"
        "{suffer,drop,weaken,erode,undermine}{,s}|有损|不利于|有害于|吃亏|受损|下跌|压低|拉低|削弱|阻碍|打击|越弱|越便宜|"
        "cut|cuts|push down|pushes down|drive down|drives down|diminish|diminishes|discourage|discourages|"
        "depress|depresses|dampen|dampens|损害|抑制",
    ),
    (
        "effect",
        "effect",
        "影响{是什么,如何,怎样}|influence|influences|"
        "{good or bad,bad or good} for|{help,helps} or {hurt,hurts,harm,harms}|effect|the effect|the effect of|effect of|"
        "impact|impact of|influence of|影响|的影响|有何影响|有什么影响|affect|affects",
    ),
    ("cause", "cause", "{make,push,drive,bring,force}{,s}|使|会使|让|会让|导致|会导致|致使"),
    ("several", "quantity:x positive:>", "{invest,invests} {anything,at all}|{do,does} any R&D {,at all}"),
    ("sgn", "sgn", "sign|sign of|the sign of|sgn|符号|的符号|的正负|正负"),
    (
        "again",
        "again",
        "i.e.|ie|i.e|that is|that is to say|in other words|namely|也就是|也就是说|即是|换句话说|"
        "for example|for instance|e.g.|eg|比如|例如|比方说",
    ),
    ("diff", "diff", "diff"),
    ("slope", "slope", "derivative of|the derivative of|slope of|the slope of|导数|的导数|偏导|的偏导|偏导数|的偏导数|斜率|的斜率"),
    (
        "gains",
        ">",
        "{benefit,gain}{,s} {from,under,with,if,when}|{,are} better off {under,with}",
    ),
    (
        "gains",
        "<",
        "loss from|losses from|"
        "lose from|loses from|lose {under,with,if,when}|suffer from|suffers from|suffer under|{hurt,harmed} {by,if,when,under}|"
        "worse off under|"
        "worse off with",
    ),
    ("several", "quantity:profit gains:>", "firms {benefit,gain,profit} {from,under,with,if,when}"),
    ("several", "quantity:profit gains:<", "firms {lose,suffer} {from,under,with,if,when}|firms are hurt by"),
    ("terms", "terms", "in terms of|as a function of"),
    (
        "trend",
        ">",
        "increasing|increases|increase|rises|rise|rising|grows|grow|goes up|go up|raises|raise|{,an} increasing function|"
        "{depend,depends} positively|positively related|{,递,单调,单调递}增函数|strictly increasing|up|↑|"
        "monotonically increasing|monotone increasing|单调递增|单调增加|递增|增加|增大|上升|提高|升高|增长|变大|越高|"
        "越大|越多",
    ),
    (
        "trend",
        "<",
        "decreasing|decreases|decrease|falls|fall|falling|declines|decline|goes down|go down|reduces|reduce|lowers|"
        "{,a} decreasing function|negatively related|{,递,单调,单调递}减函数|strictly decreasing|monotonically decreasing|"
        "monotone decreasing|shrinks|shrink|down|↓|单调递减|单调减少|递减|减少|"
        "减小|下降|降低|变小|越低|越小|越少",
    ),
    ("trend", ">=", "nondecreasing|non decreasing|weakly increasing|不减|非递减"),
    ("trend", "<=", "nonincreasing|non increasing|weakly decreasing|不增|非递增"),
    ("along", "along", "随着|随|关于"),
    # which regime is first, and other wishes
    (
        "extreme",
        "max",
        "largest|highest|biggest|most|maximum|maximal|max|greatest|argmax|maximises|maximizes|maximise|maximize|maximised|maximized|"
        "maximising|maximizing|"
        "peak|peaks|最大|最高|最多|最大化|达到最大|达到最高",
    ),
    ("extreme", "max", "best {,regime} for|best off|fare best|fares best|the best deal|最好|最有利"),
    ("extreme", "max", "最受益|{受益,获益,得益}最{多,大}"),
    ("extreme", "min", "最{受损,吃亏,不利,差,糟,糟糕}|{受损,损失}最{多,大}"),
    ("several", "extreme:min quantity:price", "cheapest for consumers|cheapest regime for consumers"),
    ("extreme", "min", "worst {,regime} for|worst off|fare worst|fares worst|the worst deal"),
    (
        "extreme",
        "min",
        "smallest|lowest|least|minimum|minimal|min|argmin|minimises|minimizes|minimise|minimize|minimised|minimized|minimising|"
        "minimizing|cheapest|最小|"
        "最低|最少|最小化|达到最小|达到最低",
    ),
    (
        "rank",
        "rank",
        "vs.|vs|versus|comparison|comparison of|{试,怎么,如何}比较|sort|sort the regimes by|order the regimes by|rank|ranking|"
        "ranking of|rank the regimes by|order of|compare|"
        "有{什么,何}{不同,差别,区别}|的大小关系{,是什么,如何,怎样}|"
        "{排序,排名,大小关系,顺序}{是什么,如何,怎样,是怎样的}|排序|排名|比较|从大到小排序|从小到大排序|"
        "从高到低排序|大小关系|大小|的大小",
    ),
    (
        "which",
        "which",
        "which regime|{in,under} which {case,situation}|in which regime|under which regime|which {form,type} of cooperation|which|who|"
        "which one|whose|"
        "which of the three|which of the regimes|哪种模式|哪种合作模式|哪种情况|哪一种|哪个|"
        "哪种|谁|谁的|还是|which of the three regimes",
    ),
    (
        "where",
        "where",
        "when is|when does|when do|when are|from which|above which|below which|beyond which|up to which|for which|for what|"
        "at what|at which|solve for|find all|find when|find where|under what condition|under what conditions|under which condition|"
        "under which conditions|"
        "the critical|critical|threshold for|什么时候|何时|要多大|多大时|多大|什么范围|什么条件下|在什么条件下|什么情况下|"
        "的充要条件是什么|的充要条件|充要条件是什么|成立的条件是什么|成立的条件|什么时候成立|何时成立|的条件是什么|条件是什么|"
        "在什么条件|需要什么条件|需要满足什么条件|满足什么条件",
    ),
    ("several", "where:where relation:= number:0", "何时为零|什么时候为零|何时等于零|when is it zero"),
    (
        "where",
        "where",
        "how {large,high,low,small,big,strong,weak} {must,does,do,should,need,needs}|"
        "{for,in,over} {what,which} range of|threshold {of,value of,level of}|"
        "how many firms {are needed,does it take}|{under,in} {what,which} circumstances {,is,does}|"
        "要多{高,强,低,小,弱}|"
        "{超过,高于,大于,低于,小于,达到,取,等于}多少{时,才}",
    ),
    (
        "where",
        "where",
        "在什么样的|什么样的|在多大的|在多高的|for which value of|for which values of|for what value of|"
        "for what values of|at what value of|at which value of",
    ),
    (
        "value",
        "value",
        "what|什么|which value of|what value of|what values of|which level of|what level of|取何值|取什么值|为何值|为多少|取多少",
    ),
    (
        "what",
        "what",
        "what is|what's|what are|value of|the value of|compute|calculate|evaluate|find|determine|derive|how {much,high,low} {,is}|"
        "closed form of|formula of|formula for|"
        "how {big,large,high,low} are|算一下|算一算|给我算一下|帮我算一下|closed form for|closed form|"
        "closed form expression|how large is|how big is|closed form expression for|expression for|"
        "as a formula|in closed form|各是多少|各为多少|分别是多少|"
        "分别为多少|formula|expression|give me|给出|写出|多少|是多少|等于多少|求|计算|的值|的表达式|表达式|公式",
    ),
    (
        "exists",
        "exists",
        "can|could|is it possible|is it possible that|possible|may|might|sometimes|some|会不会|有没有例子|有例子吗|有没有可能|"
        "可能发生|会发生|{any,a} chance {,that}|is there {any,a} chance {,that}|"
        "能否|能不能|可能吗|是否可能|有可能|可能|有没有",
    ),
    ("never", "never", "never|can never|cannot|can not|can't|不可能|从不|永不|绝不"),
    ("exists", "exists", "有时|有时候|有的时候|时而|偶尔|at times|occasionally"),
    (
        "exists",
        "there",
        "{a case,an example} {where,in which,with}|is there|are there|is there any|are there any|"
        "there is|there are|there exists|there exist|exists|∃|does there exist|do there exist|is there an example|"
        "is there an example with|is there an example in which|is there an example where|is there a case|is there a case where|"
        "is there a case in which|is there a cluster|is there a cluster with|are there clusters|are there clusters with|"
        "there is a cluster|there is a cluster with|there are clusters|there are clusters with|存在|是否存在",
    ),
    ("exists", "exists", "这种{情况,模式}{存在,可能,可能存在,会出现,可能出现}|存在这种情况|的情况{存在,是否存在,可能存在,会出现}"),
    ("exists", "ever", "ever"),
    ("which", "which", "what regime|under what regime|in what regime|which kind of cooperation"),
    ("which", "which", "哪一个|哪一个模式|哪种合作方式|哪种方式|哪种合作|哪一种模式|哪个模式|{which,what} cooperation regime"),
    (
        "rank",
        "rank",
        "怎么排|怎么排序|如何排序|怎样排序|从大到小怎么排|从高到低怎么排|从小到大怎么排|从低到高怎么排|"
        "从高到低如何排序|从大到小如何排序|从低到高如何排序|从小到大如何排序|从高到低怎么排序|从大到小怎么排序",
    ),
    ("every", "every", "every one of the three regimes|every one of the regimes|each one of the regimes"),
    # words that say what is compared, and how
    (
        "several",
        "quantity:x relation:<",
        "underprovide|underprovides|underprovision of|"
        "underinvest|underinvests|underinvest in R&D|underinvests in R&D|underinvestment|underinvestment in R&D|"
        "does too little R&D|do too little R&D|too little R&D|投资不足|研发不足|研发投入不足",
    ),
    (
        "several",
        "quantity:x relation:>",
        "overinvest|overinvests|overinvest in R&D|overinvests in R&D|overinvestment|overinvestment in R&D|"
        "does too much R&D|do too much R&D|too much R&D|投资过度|过度投资|研发过度",
    ),
    ("several", "quantity:q relation:<", "underproduce|underproduces"),
    ("several", "quantity:q relation:>", "overproduce|overproduces"),
    (
        "several",
        "relation:> parameter:n",
        "more firms|more firms join|more firms enter|more firms join the cluster|more firms enter the market|more firms in the cluster|"
        "more firms enter the cluster|more firms join it|entry of {a new firm,another firm,new firms,more firms}|additional firms|"
        "larger clusters|bigger clusters|a larger cluster|a bigger cluster|企业越多",
    ),
    (
        "several",
        "parameter:n trend:>",
        "企业{增多,变多,越来越多}|企业数{增多,变多,变大}|the cluster {grows,expands,gets larger,gets bigger}",
    ),
    ("several", "relation:> parameter:n", "entry|more entry|new entrants|additional entrants"),
    (
        "several",
        "relation:> parameter:n",
        "{more,additional} firms there are|"
        "{,adding} {one more,another,an additional,an extra} firm {,joins,joined,enters,entered} {,the cluster,to the cluster}",
    ),
    ("several", "relation:< parameter:n", "fewer firms there are|fewer firms|smaller clusters|a smaller cluster"),
    (
        "several",
        "parameter:gamma trend:>",
        "R&D {becomes,gets,is} {more expensive,more costly,costlier,pricier,dearer}",
    ),
    ("several", "parameter:gamma trend:<", "R&D {becomes,gets,is} {cheaper,less expensive,less costly}"),
    ("several", "parameter:gamma relation:<", "cheaper R&D|less {expensive,costly} R&D"),
    ("several", "parameter:gamma relation:>", "{costlier,dearer,more expensive} R&D"),
    (
        "several",
        "quantity:price relation:<",
        "{,consumers} pay {less,lower prices}|{product,products,goods} {,get,become} cheaper|cheaper {product,products,goods}|便宜|更便宜",
    ),
    (
        "several",
        "quantity:price relation:>",
        "{,consumers} pay {more,higher prices}|{product,products,goods} {,get,become} more expensive|更贵",
    ),
    ("several", "parameter:a trend:>", "the market {gets,becomes,is} {bigger,larger}"),
    ("several", "parameter:a trend:<", "the market {gets,becomes,is} smaller"),
    ("several", "relation:> parameter:a", "a larger market|a bigger market|bigger market|larger market|larger markets|bigger markets"),
    (
        "several",
        "trend:> quantity:profit",
        "profitable|{pay,pays,pay off,pays off,worthwhile} for {firms,the firms}|"
        "{benefit,benefits,help,helps,good for,profitable for} {firms,the firms}|对企业{有利,好,好不好,有好处}",
    ),
    ("several", "quantity:profit relation:>", "more profitable|更赚钱"),
    ("several", "quantity:profit relation:<", "less profitable"),
    ("several", "quantity:profit extreme:max", "most profitable|最赚钱"),
    ("several", "quantity:profit extreme:min", "least profitable"),
    ("several", "quantity:x relation:>", "more innovative"),
    ("several", "quantity:x relation:<", "less innovative"),
    ("several", "quantity:x extreme:max", "most innovative"),
    ("several", "quantity:price extreme:max", "最贵"),
    ("several", "quantity:price extreme:min", "最便宜"),
    ("several", "relation:> quantity:profit", "better for {firms,the firms}"),
    ("several", "relation:< quantity:profit", "worse for {firms,the firms}"),
    ("several", "extreme:max quantity:profit", "best {,regime} for {firms,the firms}|对企业最{好,有利}"),
    ("several", "extreme:min quantity:profit", "worst {,regime} for {firms,the firms}|对企业最不利"),
    ("several", "quantity:profit relation:>", "对企业更{好,有利}"),
    ("several", "quantity:welfare relation:>", "对社会更{好,有利}"),
    ("several", "quantity:consumer_surplus relation:>", "对消费者更{好,有利}"),
    (
        "several",
        "trend:> quantity:profit sign:and quantity:consumer_surplus",
        "{benefit,benefits,help,helps,good for} {,both} {firms and consumers,consumers and firms}",
    ),
    (
        "several",
        "quantity:consumer_surplus sign:and quantity:profit",
        "{,both} {consumers and firms,firms and consumers}|everyone|everybody|企业和消费者|消费者和企业|所有人",
    ),
    ("several", "parameter:beta relation:= number:1/2", "half of {,the,all} {knowledge,R&D} spills over|half of it spills over"),
    ("several", "parameter:beta relation:> number:1/2", "more than half of the knowledge spills over|more than half of it spills over"),
    ("several", "trend:< quantity:profit", "{hurt,hurts,harm,harms,bad for} {firms,the firms}|对企业不利"),
    ("several", "sign:or mode:non", "or without {,cooperation,it}"),
    ("several", "than:than mode:non", "than {,firms} without {,cooperation,any cooperation,it,one}"),
    ("several", "quantity:profit positive:<", "make losses|makes losses|make a loss|lose money|loses money|亏损"),
    (
        "several",
        "quantity:profit prefer:prefer",
        "firms prefer|the firms prefer|firms like {best,most}|企业偏好|企业更喜欢|企业更愿意|企业更倾向于",
    ),
    ("several", "quantity:welfare prefer:prefer", "socially preferable"),
    (
        "prefer",
        "prefer",
        "{vote,votes,opt,opts} for|favour|favours|favor|favors|like {best,most,better,more}|愿意|愿意选择|更偏好|prefer|"
        "prefers|更喜欢|更愿意|更倾向于|偏好",
    ),
    (
        "several",
        "quantity:profit relation:>",
        "firms richer|firms are richer|firms are better off|firms better off|firms are better|企业更好",
    ),
    ("several", "quantity:profit relation:<", "firms poorer|firms are poorer|firms are worse off|firms worse off|firms are worse"),
    ("several", "mode:rnd sign:or mode:non", "with or without {R&D cooperation,cooperation in R&D,cooperation}"),
    ("several", "mode:full sign:or mode:non", "with or without full cooperation"),
    ("several", "mode:rnd sign:and mode:non", "with and without R&D cooperation|with and without cooperation in R&D"),
    ("several", "mode:full sign:and mode:non", "with and without full cooperation"),
    ("several", "trend:< quantity:welfare", "welfare reducing"),
    (
        "several",
        "trend:> quantity:welfare",
        "welfare {improving,enhancing}|socially {beneficial,desirable}|{good,desirable} for society|对社会{有利,好,好不好,有好处}",
    ),
    ("several", "trend:< quantity:welfare", "socially harmful|对社会不利"),
    ("several", "trend:> quantity:consumer_surplus", "对消费者{有利,好,好不好,有好处}"),
    ("several", "trend:< quantity:consumer_surplus", "对消费者不利|损害消费者{,利益,的利益}"),
    # logic
    ("sign", "and", "and|but|且|并且|而且|以及|和|与|同时|但|但是"),
    ("sign", "-", "minus|减去"),
    ("sign", "+", "plus|加上"),
    ("sign", "*", "times|乘以"),
    ("sign", "/", "divided by|除以"),
    ("goes", "goes", "go with|goes with|go along with|goes along with|come with|comes with|go hand in hand with"),
    ("sign", "or", "or|或|或者"),
    (
        "sign",
        "not",
        "not|it is not true that|it's not true that|it isn't true that|not true that|it is not so that|it is not the case that|并非|"
        "非|不是|不",
    ),
    ("sign", "=>", "implies|imply|mean|means|only if|推出|能推出|可以推出|能否推出|能得出|得出|意味着|蕴含"),
    (
        "sign",
        "<=>",
        "iff|if and only if|exactly when|exactly if|exactly where|exactly for|exactly at|precisely when|precisely if|当且仅当|等价于",
    ),
    (
        "if",
        "if",
        "if|in case|in case of|even though|even if|even when|when|whenever|where|given|given that|provided|provided that|as long as|"
        "assuming|assume|"
        "suppose|supposing|let|"
        "under the condition that|on condition that|as soon as|once|如果|若|假设|假定|给定|当|只要|设",
    ),
    ("unless", "unless", "unless|除非"),
    (
        "vague",
        ">",
        "high|large|big|strong|many|sufficiently large|sufficiently high|very large|very high|large enough|high enough|足够大|较大|"
        "很强|较强|较高|"
        "很大|很高",
    ),
    (
        "vague",
        "<",
        "small|low|weak|few|sufficiently small|sufficiently low|very small|very low|small enough|low enough|足够小|较小|很弱|较弱|"
        "较低|很小|很低",
    ),
    (
        "unmoved",
        "=",
        "{,is,are} neutral {for,with respect to}|{make,makes,making} no difference {to,for}|"
        "{have,has} no {effect,impact,influence} on|不影响|不会影响|没有影响",
    ),
    ("amiss", "<", "too {low,little,small}|过低|偏低|太{低,少,小}"),
    ("amiss", ">", "too {high,much,large}|过高|过度|过多|偏高|太{高,多,大}"),
    ("around", "around", "near|close to|接近"),
    (
        "several",
        "every:every planners:planners",
        "{the,all} three regimes and {both,the two,the} planners|all five regimes|all five|the five regimes|五种模式|五种情况",
    ),
    ("planners", "planners", "both planners|the two planners|两个规划者|两种最优"),
    ("neither", "neither", "neither"),
    ("nor", "nor", "nor"),
    (
        "then",
        "then",
        "does it follow that|it follows that|does this imply that|does that imply that|does this mean that|does that mean that|"
        "do we have|then|thus|therefore|hence|consequently|so|则|那么|就|即|因此|所以|从而",
    ),
    ("likewise", "likewise", "so is|so does|so do|so has|so have|so are|so was|也是|也如此|亦然"),
    ("all", "all", "for all|for every|for any|for each|∀|any|every|所有|对所有|对任意|任意|对一切|对任何"),
    ("all", "all", "no matter what|no matter how large|regardless of|irrespective of|whatever|无论|不论|不管"),
    ("in", "in", "∈|属于"),
    ("between", "between", "between|介于"),
    ("prep", "in", "in"),
    ("prep", "with", "with"),
    ("prep", "prep", "with respect to|w.r.t.|wrt|@|in the case of|under|for|at|of|from|by|on|to|over|across"),
    # from one regime to another
    (
        "shift",
        "shift",
        "moving from|going from|switching from|passing from|move from|go from|switch from|change from|moves from|goes from|"
        "switches from|a move from|a switch from|the move from|the switch from|transition from|the transition from|we move from|we go from|"
        "one moves from|one goes from|firms move from|firms go from|firms switch from|从|由",
    ),
    ("several", "shift:shift mode:non", "从不合作|由不合作|从完全不合作|由完全不合作"),
    ("into", "into", "转为|转向|变成|变为|转到|转成|改为|到|变到"),
    ("after", "after", "以后|之后|后"),
    ("equality", "equality", "equality|with equality|equality holding|等号|取等号"),
    # limits
    ("limit", "limit", "limit|limit of|the limit of|limits of|in the limit|lim|极限|的极限|极限值"),
    (
        "tends",
        "tends",
        "tends to|tend to|tending to|goes to|go to|going to|converges to|converge to|approaches|approach|approaching|tends towards|"
        "趋于|趋近于|趋近|趋向|趋向于|收敛到|收敛于|接近于",
    ),
    ("infinity", "infinity", "infinity|∞|oo|inf|infinite|plus infinity|无穷|无穷大|正无穷|无限大"),
    (
        "several",
        "tends:tends infinity:infinity",
        "grows without bound|grow without bound|becomes infinite|becomes infinitely large|grows without limit",
    ),
    ("several", "parameter:n tends:tends infinity:infinity", "infinitely many firms|无穷多企业|无穷多家企业"),
    ("several", "tends:tends number:0", "vanish|vanishes"),
    # what is not in the model, and where it is
    ("beyond", "the chapter on subsidies has it", "subsidy|subsidies|subsidise|subsidize|tax|taxes|补贴|税收"),
    (
        "beyond",
        "the chapter on differentiated goods has it",
        "Bertrand|price competition|{compete,competing,competition} {in,on,over} prices|set prices|differentiated|"
        "differentiation|价格竞争|差异化",
    ),
    ("beyond", "the chapter on who moves first has it", "Stackelberg|leader|follower|leadership|领导者|跟随者"),
    ("beyond", "the chapter on unequal firms has it", "asymmetric|heterogeneous|heterogeneity|unequal firms|不对称|异质"),
    (
        "beyond",
        "the chapter on stable R&D cartels has it",
        "deviate|deviates|deviation|defect|defects|cheat|cheats|some of the firms|some firms|only some firms|only some of the firms|"
        "部分企业|"
        "{stay,stays} out|outsider|outsiders|out of 3 firms|out of three firms|leave the cluster|leave the cartel|退出|"
        "退出集群|退出联盟|联盟稳定|"
        "一部分企业|只有一部分企业|只有部分企业|偏离|背离",
    ),
    (
        "beyond",
        "the chapters on the literature have other models",
        "d'Aspremont|Aspremont|Jacquemin|Kamien|Suzumura|other papers|the literature|文献",
    ),
    (
        "beyond",
        "the chapter on the model has the conditions of each regime",
        "second order condition|second order conditions|SOC|二阶条件",
    ),
    (
        "beyond",
        "of the model are firms, spillovers, R&D, output, price, cost, profit and welfare",
        "environment|environmental|innovativeness|start ups|startups|spin offs|trade secrets|secrecy|"
        "foreign firms|financing|credit|banks|data|evidence|empirical|quality|trust|culture|geography|"
        "patent|patents|patent protection|intellectual property|licensing|licence|licences|royalties|uncertainty|stock price|stock prices|"
        "share price|share prices|wages|employment|unemployment|workers|exports|imports|tariff|tariffs|"
        "duplication|pollution|emissions|climate|advertising|free entry|barriers to entry|entry barriers|"
        "over time|in the long run|in the short run|"
        "dynamic|dynamics|learning by doing|product quality|product innovation|new products|bankruptcy|bankrupt|venture capital|"
        "interest rate|interest rates|inflation|universities|market share|market shares|"
        "专利|专利保护|知识产权|专利许可|不确定性|股价|"
        "风险|risk|"
        "工资|就业|失业|出口|进口|关税|污染|碳排放|广告|进入壁垒|长期|短期|动态|产品质量|新产品|破产|风险投资|利率|通货膨胀|大学|高校|"
        "市场份额|环境|创业|融资|数据|实证|质量|信任|地理",
    ),
    (
        "beyond",
        "compare it with the first best or the second best, in R&D, output or welfare",
        "inefficient|inefficiency|efficiency|inefficiently|无效率",
    ),
    (
        "instead",
        "ask which regime has the larger welfare, consumer surplus or profit",
        "antitrust|antitrust {law,policy,authority,authorities}|competition {policy,law,authority,authorities}|反垄断|反垄断法|监管",
    ),
    (
        "instead",
        "ask of one number, for instance: is profit higher under R&D cooperation than under no cooperation?",
        "useful|worth it|fear|worry|worried|concerned|worthwhile|pointless|{make,makes} sense|pareto|"
        "pareto {improvement,improving,superior,dominates}|帕累托|帕累托改进|attractive|appealing|reason to|no reason|"
        "conflict|trade off|tradeoff|downside|upside|pros and cons|"
        "advantages|disadvantages|benefits of|drawbacks|有用|没用|有没有用|意义|毫无意义|好处|坏处|优点|缺点|利弊|值得|"
        "有必要|必要",
    ),
    (
        "instead",
        "compare two differences, as in: welfare[first_best] - welfare[rnd] < welfare[first_best] - welfare[non]",
        "closer|closest|close to the {first best,second best}|nearer|nearest|更接近|最接近|by more when|by more if|"
        "by less when|by less if|more strongly|"
        "more than proportionally|more important",
    ),
    (
        "instead",
        "ask when one number is larger than another, as in: when is x[rnd] > x[non]",
        "threshold|threshold of one half|cutoff|cut off|临界值|临界点|阈值|门槛|how does it {move,change,vary,depend}",
    ),
    (
        "instead",
        "rank one number, as in: ranking of welfare; the answer says where each order holds",
        "{change,changes,affect,affects,reverse,flip} the {ranking,order,ordering}|"
        "{ranking,rankings,ordering} {,of the regimes} {change,changes,flip,flips,reverse,reverses,depend,depends}|"
        "排序{会变,会改变,会不会变,改变}",
    ),
    (
        "instead",
        "ask how it changes, as in: how does welfare[non] change with beta; the explorer draws curves",
        "graph|graphs|plot|plots|chart|diagram|画图|图像|图形|曲线",
    ),
    (
        "instead",
        "ask where it is largest, as in: argmax over n of x[non]",
        "hump shaped|{,an} {inverse,inverted} U {,shape,shaped}|U shaped|{,倒}U{形,型}|先{增,升,增加,上升}后{减,降,减少,下降}|"
        "先{减,降,减少,下降}后{增,升,增加,上升}|{,socially} {optimal,best} {number of firms,cluster size,n,spillover,beta}|"
        "最优{企业数,企业数量,集群规模,溢出,溢出率,溢出系数}",
    ),
    (
        "instead",
        "say by which number, as in: does R&D cooperation raise welfare?",
        "should {we,the government,a government,governments} {allow,permit,encourage,support,promote,forbid,ban,prohibit}|该不该|应不应该",
    ),
    (
        "instead",
        "ask one statement, as in: x[rnd] > x[non] if beta > 1/2",
        "{the,your,these} {results,conclusions,findings}|结论{,还}成立|改变结论|影响结论|结论会{变,改变}",
    ),
    (
        "instead",
        "ask whether two numbers are equal, as in: can welfare[rnd] = welfare[second_best]",
        "attainable|reachable|implementable|{be,is} {reached,attained,achieved,implemented,decentralised,decentralized}",
    ),
    (
        "instead",
        "compare it at two values, as in: is x[non] lower at n = 4 than at n = 2?",
        "doubles|halve|halves|triples|翻倍|减半",
    ),
    ("instead", "ask whether a number rises or falls in the parameter", "elasticity|elasticities|sensitive|robust|弹性|敏感|稳健"),
    ("beyond", "ask whether it rises, or where it is largest", "concave|convex|concavity|convexity"),
    ("beyond", "ask whether it holds, and the proof says why", "why|how come|为什么|为何"),
    # what changes nothing
    (
        "filler",
        "",
        "均衡|均衡的|到底|究竟|here|basically|essentially|啊|呢|呀|嘛|actually|really|indeed|in fact|nevertheless|nonetheless|now",
    ),
    (
        "filler",
        "",
        "hold|clusters|a cluster|in the cluster|of the three regimes|the three regimes|three regimes",
    ),
    (
        "always",
        "always",
        "all|however many firms there are|whatever the number of firms|always|in all cases|in every case|in each case|"
        "everywhere|without exception|across the board|under all circumstances|"
        "for all {,admissible,possible,feasible} {parameters,parameter values}|necessarily|总能|总会|总能够|一定|必|必有|必定|一定会|"
        "必然|总是|总|永远|恒|始终|都|generally",
    ),
    (
        "task",
        "task",
        "prove|prove that|prove or disprove|prove or refute|true or false|证明或否定|"
        "show|show that|check|check that|check whether|verify|see|say|证明|试证|求证|论证|说明|判断|验证|test",
    ),
    (
        "task",
        "frame",
        "tell me|show me|I'd like to know {if,whether}|does the paper say|"
        "the {author,authors,paper,author's,authors'} {claim,claims,say,says} {,that}|{claim,proposition,conjecture}|"
        "{allow,allowing,letting} {,firms to}|{can,could} you tell me {if,whether}|I {wonder,want to know,would like to know} {if,whether}|"
        "想知道|我想知道|想问|命题|猜想|is it correct that|is it right that|is this correct|is this right|is that true|is this true|"
        "correct|right|I think|i think that|我认为|论文说|论文里说|论文中说|论文认为|文章认为|文中说|作者认为|作者说|有没有反例|"
        "有反例吗|对么|对吧|"
        "吧|正确吗|正确",
    ),
    ("gap", "gap", "相差|gap|gaps|difference|differences|wedge|gain|advantage|差|差距|之差|差额|差异|gain in"),
    ("onlyif", "onlyif", "才|只有|仅当|仅在|only when|only for|only where|不仅|不但|not only"),
    (
        "filler",
        "",
        "how does|how do|how|parameters such that|parameter values such that|market|每家|每个|每家企业|respectively|at all|"
        "among the three regimes|among all three regimes|among all regimes|among the regimes|of all regimes|out of the three regimes|"
        "反而|分别|all the|参数|"
        "使得|参数值|parameters|"
        "parameter values|parameter combinations|{,any,some} parameter {combination,constellation} {,such that}|要使|要让|为了使|为使|"
        "把|将|choose|chooses|"
        "chosen|pick|picks|选择|所选择的|选择的",
    ),
    ("filler", "", "start to|starts to|begin to|begins to|是否也是|是不是也是|都如此|都是如此|均如此|方面|而言|来说"),
    ("filler", "", "give|give consumers|gives consumers|give firms|gives firms|bring consumers|brings consumers|charge consumers"),
    ("filler", "", "even|they|firms in the cluster|gets|get|become|becomes|remain|remains|stay|stays"),
    (
        "filler",
        "",
        "parameter|coefficient|{degree,extent,intensity,amount} of|系数|程度|强度|should|应该|应当|应",
    ),
    (
        "filler",
        "",
        "involve|involves|entail|entails|is|are|be|firms'|does|do|did|will|would|has|have|had|gives|give|wants|want|"
        "in which|集群的|集群内|产业集群中|产业集群|集群|情况|"
        "水平|三种模式{里,中,之中}|"
        "三者中|the ratio|ratio|"
        "both|yields|yield|leads to|lead to|the|that|it|true|"
        "whether|in all clusters|for all clusters|in every cluster|for every cluster|all clusters|firm|"
        "firms|each firm|in equilibrium|equilibrium|level|levels|please|"
        "regime|is it true that|is it so that|an|regimes|also|still|strictly|private|we|yes or no|关于参数的|surely|certainly|"
        "clearly|kindly|game|my|"
        "our|their|its|leave|"
        "leaves|"
        "a firm|a cluster|the cluster|政府|鼓励|看|来看|角度|角度看|角度来看|each|of each|circumstances|situations|cases|examples|"
        "markets|there|"
        "does it hold that|holds|'s|"
        "outcome|between the regimes|"
        "across the regimes|across the three regimes|across regimes|across all regimes|across all three regimes|"
        "of the three|case|the case of|situation|in general|的|是否|是不是|吗|呢|是|会|将|"
        "在|下|请问|大家|产品|成立|了|也|还|么|模式|三种|三者|每种|对于|对|有|其|那|而|"
        "请|之间|中|里|为|对不对|恒成立|企业",
    ),
    ("then", "then", "的话"),
    ("when", "", "时|时候|的时候|情况下|条件下|的情况下|的条件下"),
)
"""All words."""

SAME: dict[str, str] = {
    **{
        "mode": "regime",
        "modes": "regimes",
        "scenario": "regime",
        "scenarios": "regimes",
        "arrangement": "regime",
        "arrangements": "regimes",
    },
    **{"option": "regime", "options": "regimes", "alternative": "regime", "customers": "consumers", "buyers": "consumers"},
    **{
        "company": "firm",
        "companies": "firms",
        "member": "firm",
        "members": "firms",
        "rivals": "firms",
        "competitors": "firms",
        "enterprises": "firms",
        "producers": "firms",
    },
    **{
        "collaborate": "cooperate",
        "cooperated": "cooperate",
        "colluded": "collude",
        "collaboration": "cooperation",
        "collaborating": "cooperating",
        "collaborative": "cooperative",
    },
    **{"cutting": "cut", "lowering": "reduce", "boosting": "boost"},
    **{"making": "make", "raising": "raise", "changing": "change", "producing": "produce", "investing": "invest"},
    **{
        "investments": "investment",
        "outputs": "output",
        "quantities": "quantity",
        "efforts": "effort",
        "were": "are",
        "switched": "switch",
        "moved": "move",
    },
    **{
        "monopolist": "monopoly",
        "merged": "merge",
        "cartels": "cartel",
        "公司": "企业",
        "厂家": "企业",
        "厂商": "企业",
        "制度": "模式",
        "情形": "模式",
    },
}
"""Words that are read as another word."""

LATEX: dict[str, str] = {
    **{"beta": "β", "gamma": "γ", "pi": "π", "partial": "∂", "cdot": "*", "times": "*", "le": "<=", "leq": "<=", "leqslant": "<="},
    **{"ge": ">=", "geq": ">=", "geqslant": ">=", "ne": "!=", "neq": "!=", "lt": "<", "gt": ">", "in": "∈", "forall": "∀", "exists": "∃"},
    **{
        "lim": "lim",
        "infty": "∞",
        "land": "and",
        "wedge": "and",
        "lor": "or",
        "vee": "or",
        "lnot": "not",
        "neg": "not",
        "to": "=>",
        "Rightarrow": "=>",
        "ast": "*",
    },
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
    **{"—": ",", ";": ",", ":": ",", "。": "", "?": "", "$": "", "“": "", "”": "", '"': ""},
}
"""Other ways to write a sign; what is empty changes nothing."""


JOINING = frozenset(("<", "<=", ">", ">=", "=", "!=", "-", "+", "/"))
"""Signs between two quantities of a formula."""

JUDGING = frozenset(
    (
        *("better", "better for", "better off", "worse", "worse for", "worse off", "beats", "dominates", "outperforms", "does better"),
        *("beat", "dominate", "outperform", "最好", "最有利", "更好", "更差"),
        *("do better", "fares better", "fare better", "improve", "improves", "benefit", "benefits", "help", "helps", "good for", "bad for"),
        *("hurt", "hurts", "harm", "harms"),
    )
)
"""Words that say what is better, not what is higher: of a price or a cost it is not the same."""

REAL = frozenset(
    (
        *(
            "point",
            "points",
            "those",
            "either",
            "these",
            "product",
            "power",
            "simply",
            "fails",
            "risks",
            "gross",
            "deduce",
            "weaken",
            "worsen",
            "noone",
        ),
        *(
            "shall",
            "again",
            "wider",
            "slower",
            "start",
            "halve",
            "charge",
            "possibly",
            "lasts",
            "least",
            "worth",
            "large",
            "class",
            "every",
            "result",
            "conclusion",
            "finding",
            "share",
        ),
    )
)
"""Words that are one letter from a word of the questions, and are words themselves."""


def words() -> Iterator[tuple[str, tuple[str, str]]]:
    """All spellings, each with the kind and the meaning of its token: the names of the regimes and planners, and those of the rows."""
    for mode in (*Regime, *Planner):
        name = mode.key if isinstance(mode, Regime) else mode.name.lower()
        yield from ((spelling, ("mode", name)) for spelling in (name.replace("_", " "), mode.label, mode.chinese))
    for kind, meaning, spellings in PHRASES:
        for spelling in spellings.split("|"):
            yield from ((variant, (kind, meaning)) for variant in _variants(spelling))


def _variants(spelling: str) -> Iterator[str]:
    """All spellings that one with alternatives in braces stands for."""
    parts = [part.split(",") if place % 2 else [part] for place, part in enumerate(re.split("[{}]", spelling))]
    return (" ".join("".join(chosen).split()) for chosen in product(*parts))
