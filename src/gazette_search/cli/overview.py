"""The commands, in the order of the overview."""

# Each is a module of `commands`; the sentence stands in the overview.
COMMANDS = {
    "search": "查找公文（可以不写 search）",
    "show": "读一份公文",
    "browse": "全屏浏览：边打边查，左边命中右边正文",
    "list": "列出收有的公文",
    "refs": "看一份公文引用什么、谁引用它、是否废止",
    "duties": "看谁要在什么时候以前做什么",
    "timeline": "看一个数额历年的变化",
    "trend": "数各年、各机关写到检索词的公文",
    "diff": "逐节对照两份公文",
    "toc": "看一期的目录",
    "cite": "写出引用：《标题》（文号），或参考文献",
    "topics": "关注一些题目",
    "new": "看关注的题目上新到了什么",
    "export": "导出全部公文，存成数据库或 JSON Lines",
    "history": "看近来查找过什么",
    "open": "打开登载一份公文的文件",
    "init": "新建放公报的目录",
    "home": "看公报放在哪里，或记住一个目录",
    "add": "加入公报文件",
    "index": "更新索引",
    "embed": "计算向量，供按意思查找",
    "check": "查公报缺什么、哪里对不上",
    "man": "读使用手册",
    "completion": "输出命令行补全脚本",
}
DEFAULT = "search"
