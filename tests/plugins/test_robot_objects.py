"""What the robot does with objects: finding, carrying, opening, and telling about it."""

import pytest

from bot import Unreadable
from bot_robot.driver import Driver, Pose, RobotCancelled, RobotError, Thing
from bot_robot.objects import object_value
from bot_robot.world import World

RED_BALL = {"kind": "ball", "color": "red"}
BLUE_DOOR = {"kind": "door", "color": "blue"}


@pytest.fixture
def robot() -> World:
    """The standard world: the robot at (8, 11) looks east, in a room with balls, keys and two doors."""
    return World()


def do(robot: Driver, action: str, **args: object) -> str:
    """Run a program of one call."""
    robot.begin([{"action": f"robot.{action}", "args": args}])
    return robot.execute(f"robot.{action}", args)


@pytest.mark.parametrize(
    "json",
    [{}, None, "ball", {"kind": "car"}, {"kind": "ball", "size": 1}, {"color": "pink"}, {"where": None}, {"kind": ["ball"]}],
)  # fmt: skip
def test_what_is_no_object_is_refused(json: object) -> None:
    """Keys and values are those of the contract, and there is at least one."""
    with pytest.raises(Unreadable, match="is no object"):
        object_value(json)  # type: ignore[arg-type]
    assert object_value({"color": "red"}) == {"color": "red"}


def test_picking_up_and_putting_down(robot: World) -> None:
    """The one red ball is taken and put back on the floor."""
    assert do(robot, "pick_up", target=RED_BALL) == "I picked up the red ball."
    assert robot.carried() == Thing("ball", "red")
    assert do(robot, "put_down") == "I put down the red ball."
    assert robot.carried() is None


def test_putting_down_nothing_fails(robot: World) -> None:
    """Plainly."""
    with pytest.raises(RobotError, match=r"^I am not carrying anything\.$"):
        do(robot, "put_down")


def test_putting_down_before_a_wall_turns_to_a_free_tile(robot: World) -> None:
    """The robot does not give up because it looks at a wall."""
    do(robot, "pick_up", target=RED_BALL)
    robot.simulation.env.agent_pos, robot.simulation.env.agent_dir = (13, 11), 0
    assert do(robot, "put_down") == "I put down the red ball, turning to the free tile on my right."
    assert robot.carried() is None


def test_what_is_carried_is_put_down_before_the_next_is_picked_up(robot: World) -> None:
    """And the robot says so."""
    do(robot, "pick_up", target=RED_BALL)
    assert do(robot, "pick_up", target={"kind": "key", "color": "grey"}) == (
        "I put down the red ball. I picked up the grey key."
    )
    assert robot.carried() == Thing("key", "grey")
    assert Thing("ball", "red") in [seen.thing for seen in robot.seen()]


def test_what_is_carried_already_is_not_fetched_again(robot: World) -> None:
    """Nothing moves."""
    do(robot, "pick_up", target=RED_BALL)
    before = robot.frame()
    assert do(robot, "pick_up", target=RED_BALL) == "I am already carrying the red ball."
    assert robot.frame() == before


def test_the_nearest_of_several_is_taken_and_named(robot: World) -> None:
    """Two balls are in view, the red one is nearer."""
    assert do(robot, "pick_up", target={"kind": "ball"}) == "I picked up the red ball (the nearest of 2 balls)."


def test_the_nearest_of_equals_is_told_too(robot: World) -> None:
    """Both purple balls are in other rooms and found on the way."""
    with pytest.raises(RobotError, match="purple key"):
        do(robot, "pick_up", target={"kind": "key", "color": "purple"})
    assert "the nearest of 2 purple balls" in do(robot, "go_to", target={"kind": "ball", "color": "purple"})


def test_going_to_an_object_ends_facing_it(robot: World) -> None:
    """The thing is right ahead then."""
    assert do(robot, "go_to", target={"kind": "key", "color": "yellow"}) == "I am at the yellow key."
    nearest = robot.seen()[0]
    assert (nearest.thing, nearest.ahead, nearest.right) == (Thing("key", "yellow"), 1, 0)
    assert do(robot, "go_to", target={"kind": "key", "color": "yellow"}) == "I am already at the yellow key."


def test_putting_one_thing_next_to_another(robot: World) -> None:
    """They stand side by side afterwards, and a second time nothing is left to do."""
    args = {"target": RED_BALL, "landmark": {"kind": "key", "color": "yellow"}}
    assert do(robot, "put_next_to", **args) == "I put the red ball next to the yellow key."
    places = {
        (thing.type, thing.color): spot
        for spot, thing in robot.simulation.places().items()
        if robot.simulation.knows(spot)
    }
    (x1, y1), (x2, y2) = places["ball", "red"], places["key", "yellow"]
    assert abs(x1 - x2) + abs(y1 - y2) == 1
    assert do(robot, "put_next_to", **args) == "The red ball is already next to the yellow key."


def test_something_carried_is_put_next_to_without_fetching_it(robot: World) -> None:
    """It is not put down first."""
    do(robot, "pick_up", target=RED_BALL)
    assert do(robot, "put_next_to", target=RED_BALL, landmark=BLUE_DOOR) == "I put the red ball next to the blue door."


def test_a_thing_cannot_stand_next_to_itself(robot: World) -> None:
    """There is one red ball in this world, which the robot finds out by looking everywhere."""
    with pytest.raises(RobotError, match=r"^There is only one red ball\.$"):
        do(robot, "put_next_to", target=RED_BALL, landmark=RED_BALL)


def test_opening_and_closing_a_door(robot: World) -> None:
    """An open door is not opened again, a closed one not closed again."""
    assert do(robot, "open", target=BLUE_DOOR) == "I opened the blue door."
    assert do(robot, "open", target=BLUE_DOOR) == "The blue door is already open."
    assert do(robot, "close", target=BLUE_DOOR) == "I closed the blue door."
    assert do(robot, "close", target=BLUE_DOOR) == "The blue door is already closed."


def test_a_door_is_closed_from_within_the_doorway_too(robot: World) -> None:
    """The robot steps out of it first."""
    do(robot, "open", target=BLUE_DOOR)
    do(robot, "move")
    assert do(robot, "close", target=BLUE_DOOR) == "I closed the blue door."


def test_things_behind_a_door_that_was_closed_again_are_still_reached(robot: World) -> None:
    """The robot opens it on its way."""
    do(robot, "open", target=BLUE_DOOR)
    do(robot, "move", distance=3)
    do(robot, "close", target=BLUE_DOOR)
    do(robot, "pick_up", target=RED_BALL)
    assert robot.carried() == Thing("ball", "red")


def test_opening_a_door_keeps_what_is_carried(robot: World) -> None:
    """The hands are full and stay so."""
    do(robot, "pick_up", target=RED_BALL)
    do(robot, "open", target=BLUE_DOOR)
    assert robot.carried() == Thing("ball", "red")


def test_a_locked_door_is_opened_with_its_key_and_the_key_kept() -> None:
    """The key is fetched first."""
    robot = World("UnlockLocal", 0)
    text = do(robot, "open", target={"kind": "door", "color": robot.simulation.env.instrs.desc.color})
    assert "key, which I still hold." in text
    carried = robot.carried()
    assert carried is not None
    assert carried.kind == "key"


def test_a_locked_door_without_a_key_stays_shut() -> None:
    """The key of this level is in a box, which the robot does not open unasked, but says so."""
    robot = World("KeyInBox", 0)
    with pytest.raises(RobotError, match=r"is locked, and I found no purple key\. I did not look into the \w+ box\."):
        do(robot, "open", target={"kind": "door"})
    assert "there is a purple key in it" in do(robot, "open", target={"kind": "box"})
    assert do(robot, "open", target={"kind": "door", "color": "purple"}).startswith("I opened the purple door")


@pytest.mark.parametrize(
    ("action", "target", "reason"),
    [
        ("pick_up", {"kind": "door"}, "I cannot pick up a door."),
        ("open", {"kind": "ball"}, "A ball cannot be opened."),
        ("close", {"kind": "box"}, "I can only close doors."),
        ("close", {"kind": "door", "color": "yellow"}, "I have not seen a yellow door so far."),
        ("pick_up", {"kind": "ball", "where": "behind"}, "There is no ball behind me."),
        ("pick_up", {"kind": "box", "where": "left"}, "There is no box on my left."),
    ],
)
def test_what_cannot_be_done_is_refused_in_plain_words(
    robot: World, action: str, target: dict[str, str], reason: str
) -> None:
    """One sentence each."""
    with pytest.raises(RobotError) as refusal:
        do(robot, action, target=target)
    assert refusal.value.reason == reason


def test_a_missing_object_is_looked_for_everywhere(robot: World) -> None:
    """Then the robot says that there is none, and where it did not look."""
    with pytest.raises(RobotError) as failure:
        do(robot, "go_to", target={"kind": "key", "color": "purple"})
    assert (
        failure.value.reason == "I looked everywhere and there is no purple key. I did not look into the three boxes."
    )
    assert all(tile is not None for row in robot.frame().rows[1:-1] for tile in row[1:-1])


def test_locate_reports_what_has_been_seen_and_never_moves(robot: World) -> None:
    """One thing, several, none, and what is in the hand."""
    before = robot.frame()
    assert do(robot, "locate", target=RED_BALL) == "The red ball is one step ahead and one to the left."
    assert do(robot, "locate", target={"kind": "ball"}) == (
        "I know of 2 balls: a red ball one step ahead and one to the left and "
        "a blue ball five steps ahead and one to the left."
    )
    assert do(robot, "locate", target={"kind": "key", "color": "purple"}) == "I have not seen a purple key so far."
    assert do(robot, "locate", target=BLUE_DOOR) == "The blue door is closed and six steps ahead and two to the right."
    assert robot.frame() == before
    do(robot, "pick_up", target=RED_BALL)
    assert do(robot, "locate", target=RED_BALL) == "I am carrying a red ball."


def test_left_is_meant_as_the_robot_stood_when_the_program_began(robot: World) -> None:
    """Walking to the yellow key turns the robot, which changes nothing about what was on its left."""
    program = [
        {"action": "robot.go_to", "args": {"target": {"kind": "key", "where": "right"}}},
        {"action": "robot.pick_up", "args": {"target": {"kind": "ball", "color": "blue", "where": "left"}}},
    ]
    robot.begin(program)
    assert robot.execute("robot.go_to", {"target": {"kind": "key", "where": "right"}}) == "I am at the yellow key."
    robot.execute("robot.pick_up", program[1]["args"])  # type: ignore[arg-type]
    assert robot.carried() == Thing("ball", "blue")


def test_after_an_explicit_turn_left_is_meant_as_the_robot_stands_then(robot: World) -> None:
    """Looking west, what was on the left is on the right."""
    robot.begin([])
    robot.execute("robot.turn", {"direction": "around"})
    with pytest.raises(RobotError, match="There is no ball on my left"):
        robot.execute("robot.pick_up", {"target": {"kind": "ball", "where": "left"}})
    assert robot.execute("robot.pick_up", {"target": RED_BALL | {"where": "right"}}) == "I picked up the red ball."


def test_what_is_moved_out_of_the_way_is_told(robot: World) -> None:
    """A ball put beside the blue door stands before it."""
    do(robot, "put_next_to", target=RED_BALL, landmark=BLUE_DOOR)
    assert do(robot, "open", target=BLUE_DOOR) == "I opened the blue door. On the way I moved the red ball."


def test_undo_is_exact(robot: World) -> None:
    """The same program does the same after going back, and going back works twice."""
    state, before, seen = robot.state(), robot.frame(), robot.seen()
    answers = []
    for _ in range(2):
        texts = [
            do(robot, "pick_up", target={"kind": "key", "color": "grey"}),
            do(robot, "open", target=BLUE_DOOR),
            do(robot, "pick_up", target={"kind": "ball", "color": "purple"}),
            do(robot, "new_world", level="BossLevel", seed=4),
        ]
        answers.append(texts)
        robot.restore(state)
        assert robot.frame() == before
        assert robot.seen() == seen
    assert answers[0] == answers[1]


def test_an_errand_stops_between_two_steps(robot: World) -> None:
    """The robot halts where it is, with what it has."""
    robot.begin([])
    with pytest.raises(RobotCancelled):
        robot.execute("robot.pick_up", {"target": RED_BALL}, cancelled=lambda: robot.pose() != Pose(8, 11, "east"))
    assert robot.carried() is None
