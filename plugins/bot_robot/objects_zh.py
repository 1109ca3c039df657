"""Objects of the robot's world as they are named in Chinese: `左边那个红箱子`, `那把蓝色的钥匙`, `它`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

_SIMPLIFIED = str.maketrans(
    "紅綠藍黃鑰門東個這們側邊顏後裡隻顆樣兩還離對機開鎖裏", "红绿蓝黄钥门东个这们侧边颜后里只颗样两还离对机开锁里"
)
_COLORS = {"红": "red", "绿": "green", "蓝": "blue", "紫": "purple", "黄": "yellow", "灰": "grey"}
_MISWRITTEN = {"兰": "blue", "合子": "box", "得": "", "地": ""}
"""What is often written for words that sound alike."""
OTHER_COLORS = frozenset("白 黑 橙 橘 粉 粉红 桃红 棕 褐 咖啡 金 金黄 银 青 米 米黄 橙黄 彩".split())
_NOUNS = {
    "ball": "球 皮球 小球 圆球 大球 球球", "box": "箱子 盒子 箱 盒 纸箱 木箱 纸盒 木盒 宝箱 储物箱", "key": "钥匙 锁匙",
    "door": "门 大门 房门 木门 铁门 门儿 小门", "object": "东西 物体 物品 物件 玩意 玩意儿 物 什么",
}  # fmt: skip
_PLACES = {
    "front": "前面 前方 前边 前头 面前 身前 眼前 跟前 正前方 正前面 正对面 对面 前边儿 前头儿 跟前儿 脚前 眼前头 前",
    "behind": "后面 后方 后边 后头 身后 背后 正后方 正后面 后边儿 后头儿 身后头 身后边 背后头 屁股后头 后",
    "left": "左边 左侧 左面 左方 左手边 左手侧 左手 左手方向 左边儿 左手边儿 左首 左侧儿 左半边 左手面 左",
    "right": "右边 右侧 右面 右方 右手边 右手侧 右手 右手方向 右边儿 右手边儿 右首 右侧儿 右半边 右手面 右",
}
_SMALL = (
    "的 那 这 个 把 扇 只 颗 道 件 样 串 枚 种 块 一 某 每 各 所有 全部 任何 任意 随便 随便哪 哪 都 你 您 我 他 机器人 "
    "自己 在 是 有 于 上 里 那边 那儿 那里 这边 这儿 这里 正 直 最近 最 近 附近 旁边 身边 边上 离 另 另外 其他 其它 "
    "别 小 大 没有 没 是不是 色 颜色 们 着 放着 摆着 放 摆 处 手边 地上 刚才 刚刚 刚 一下 这种 那种 唯一 单独 呢 吧 ， 、 ,"
)
_PRONOUNS = frozenset(
    (
        "它 它们 他 她 那个 这个 那 这 那些 这些 那一个 这一个 那把 这把 那扇 这扇 那只 这只 那颗 这颗 同一个 同样的 "
        "刚才那个 刚刚那个 刚才的 那家伙 这家伙 此物 其 那一把 那一扇"
    ).split()
)
_WORDS = (
    _COLORS
    | _MISWRITTEN
    | {color: color for color in OTHER_COLORS}
    | {word: kind for table in (_NOUNS, _PLACES) for kind, words in table.items() for word in words.split()}
    | dict.fromkeys(_SMALL.split(), "")
)
_WORD = re.compile("|".join(map(re.escape, sorted(_WORDS, key=len, reverse=True))))


def english_words(surface: str) -> list[str]:
    """Return the words that a Chinese name of an object says, in English; what is not known stays as it is.

    `one` stands where a noun is left out: `红色的那个` is the red one.
    """
    text = "".join(surface.translate(_SIMPLIFIED).casefold().split()).strip("，。！？,.!?“”\"'")
    if text in _PRONOUNS:
        return ["it"]
    words: list[str] = []
    at = 0
    while at < len(text):
        match = _WORD.match(text, at)
        word, at = (_WORDS[match.group()], match.end()) if match else (text[at:], len(text))
        words += [word] if word else []
    return words if words[-1:] and set(words) & set(_NOUNS) else [*words, "one"]


_MEASURE = {"ball": "个个个只颗", "box": "个个个只", "key": "把把把个串", "door": "扇扇扇道个", "object": "个个件样"}
_FORMS = (("{}色的", 10.0), ("{}色", 3.0), ("{}", 6.0), ("{}颜色的", 0.3), ("{}的", 0.3))
_POINTING = (
    ("", 12.0), ("那{}", 4.0), ("这{}", 1.5), ("一{}", 2.0), ("那", 0.7), ("随便一{}", 0.3), ("任意一{}", 0.3), ("那一{}", 0.3),
    ("最近的", 0.4), ("某{}", 0.2), ("旁边的", 0.3), ("另一{}", 0.3), ("所有的", 0.2), ("刚才那{}", 0.2),
)  # fmt: skip
_KINDS = (
    ("ball", "球", 8.0), ("ball", "小球", 0.3), ("ball", "皮球", 0.3), ("box", "箱子", 5.0), ("box", "盒子", 4.0), ("box",
    "箱", 0.3),
    ("key", "钥匙", 7.0), ("door", "门", 7.0), ("door", "大门", 0.2), ("door", "房门", 0.2), ("object", "东西", 1.5),
    ("object", "物体", 1.0), ("object", "物品", 0.4), ("object", "玩意儿", 0.1),
)  # fmt: skip


def write_chinese(random: Random) -> str:
    """Return an object as people name it in Chinese."""
    kind, noun, _ = random.choices(_KINDS, [weight for *_, weight in _KINDS])[0]
    measure = random.choice(_MEASURE[kind])
    color = random.choice([*_COLORS]) if random.random() < 0.62 else ""  # noqa: PLR2004
    named = (_one_of(random, _FORMS).format(color) if color else "") + noun
    if color and random.random() < 0.06:  # noqa: PLR2004
        color_word = random.choice((f"{color}色的", f"{color}的", f"{color}色"))
        behind = f"那{measure}{color_word}" if color_word.endswith("的") else f"{color_word}那{measure}"
        return random.choice((f"{color_word}那{measure}", behind, f"{noun}，{color_word}那{measure}"))
    if color and random.random() < 0.03:  # noqa: PLR2004 - what it is was said before
        return random.choice((f"{color}色的", f"{color}色的", f"{color}的"))
    if random.random() < 0.19:  # noqa: PLR2004
        whose = random.choice(("", "", "", "", "你", "你", "你的", "我", "机器人", "机器人的"))
        where = whose + random.choice(_places(random))
        return random.choice(
            (
                f"{where}的{named}", f"{where}的{named}", f"{where}那{measure}{named}", f"{where}的那{measure}{named}",
                f"{where}{named}", f"{where}那{measure}",
                f"那{measure}在{where}的{named}", f"那{measure}{where}的{named}", f"{named}，{where}那{measure}",
                f"{where}这{measure}{named}",
            )
        )  # fmt: skip
    if color and random.random() < 0.05:  # noqa: PLR2004
        return f"{color}色的那{measure}{noun}"
    return _one_of(random, _POINTING).format(measure) + named


def _places(random: Random) -> list[str]:
    return [place for place in random.choice([*_PLACES.values()]).split() if len(place) > 1]


def _one_of(random: Random, weighted: Sequence[tuple[str, float]]) -> str:
    return random.choices([text for text, _ in weighted], [weight for _, weight in weighted])[0]
