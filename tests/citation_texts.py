"""Texts for properties: arbitrary ones, and ones woven from what citations are made of."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = [
    *"葫辽政办发国令号第期〔〕[]（）()【】《》〈〉“”、，。；：\n\t 年月日的由含原",
    "葫政发〔2018〕4号",
    "国务院令第590号",
    "会议纪要2005年第42期",
    "GB/T51267-2017",
    "中发 37 号文件",
    "第四十二号令",
    "2018",
    "42",
    "的通知",
    "根据",
    "废止",
    "修改为",
    "（以下简称“",
    "，下同）",
    "下称",
    "三河",
    "5G",
    "办公室",
    "市督考办",
]

TEXTS = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)
)
