"""What an answer does where it is no figure: it limits, names conditions, threatens.

公积金贷款最多能贷多少 is answered by 不超过规定的最大贷款额度, which states no sum. Such wording is
common in official documents, so that it decides only which sentences of a document are shown, never
which document comes first: as a factor of the ranking it cost two of 220 queries their first hit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gazette_search.search.understanding.asked import kinds_asked
from gazette_search.text.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

Trait = Literal["limit", "condition", "penalty", "materials", "procedure", "consent"]

_HOW = "(?:怎么|如何|怎样|咋)"
# Wordings and what they ask for. A penalty by its own name (会被取缔吗) is a word to look for.
_READINGS: tuple[tuple[Trait, str, str], ...] = (
    ("limit", "最至限封起顶", "最[多高低少大小长短]|至[少多]|[上下]限|封顶|起码|顶多"),
    (
        "condition",
        "条资什哪啥谁算",
        "条件|资格|(?:什么|哪些|哪类|啥)(?:样的)?(?:人|情况|情形|对象|企业|公司|家庭)"
        "|谁(?:能|可以|有)|符合(?:什么|哪些)|算不算",
    ),
    (
        "penalty",
        "怎如咋会什",
        rf"{_HOW}(?:处理|处罚|罚|处置)|会(?:被)?(?:罚|处罚|处理)|什么(?:后果|处罚)",
    ),
    (
        "materials",
        "材手证什哪",
        "材料|手续|证件|[带交备供]什么|(?:什么|哪些)(?:证|证明|资料)",
    ),
    (
        "procedure",
        "怎如咋流程步谁哪",
        rf"{_HOW}(?:申请|申报|办|领|报名|登记|认定|评选|投诉|举报|查询)|流程|程序|步骤"
        "|[找向][谁哪]|[去到]哪(?:里|儿)?(?:[申办领报登告举投反]|$)",
    ),
    (
        "consent",
        "能可让准允行",
        "能不能|可不可以|能否|可否|(?:可以|能).{0,10}吗|让不让|准不准|允不允许|行不行",
    ),
)
# How official documents say it, in clean text or search text.
_SAID: dict[Trait, Lazy] = {
    "limit": Lazy(
        "不(?:得|能|应)?(?:超过|高于|低于|少于|大于|小于|超出)"
        "|最[多高低少大小长短]|[上下]限|限额|封顶"
    ),
    "condition": Lazy(
        "(?:下列|以下|符合|具备|满足|规定).{0,10}(?:条件|情形|情况|之一|人员|对象)"
        r"|(?:条件|范围|对象)(?:为|是|[:：\n]|$)|的,?(?:均可|可以|可)申请"
    ),
    "penalty": Lazy(
        "处以|罚款|处罚|警告|责令|取缔|吊销|没收|拆除|追究|暂扣|扣押|查封|通报批评|取消.{0,12}资格"
    ),
    "materials": Lazy(
        "(?:提交|提供|携带|出具|持|凭|附).{0,30}(?:证|证明|材料|申请书|申请表|复印件|合同)"
        "|(?:下列|以下|相关|所需)(?:材料|资料|证件|手续)"
    ),
    "procedure": Lazy(
        "(?:提出|提交|填写|递交|受理).{0,8}申请|向.{2,20}(?:申请|申报|提出|报告|举报|投诉)"
        "|(?:申请|申报|审核|审批|办理|认定)(?:程序|流程)|受理|初审|复审|公示"
    ),
    "consent": Lazy("可以|允许|禁止|不得|严禁|不予|不能|应当|准予|均可"),
}


def traits_asked(text: str, *, for_kind: bool) -> tuple[Trait, ...]:
    """What a wording asks of its answer.

    Args:
        text: A question or part of one, search text.
        for_kind: Whether it asks for a kind of thing besides (审核要多久): then 能不能 is said by
            the way.
    """
    found = kinds_asked(_READINGS, text)
    return tuple(trait for trait in found if not (for_kind and trait == "consent"))


def has_trait(traits: Sequence[Trait], text: str) -> bool:
    """Whether a sentence, clean text or search text, does one of these things."""
    return any(_SAID[trait].search(text) for trait in traits)
