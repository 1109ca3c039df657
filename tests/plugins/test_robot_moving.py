"""The robot's single steps: moves, turns, walls, stopping, undo."""

import pytest

from bot_robot.driver import Driver, Frame, Pose, RobotCancelled, RobotError
from bot_robot.world import World


@pytest.fixture
def robot() -> World:
    """The standard world: the robot at (8, 11) looks east, five tiles are free ahead."""
    return World()


def do(robot: Driver, action: str, **args: object) -> str:
    """Run a program of one call."""
    robot.begin([{"action": f"robot.{action}", "args": args}])
    return robot.execute(f"robot.{action}", args)


def test_there_is_room_ahead_in_the_standard_world(robot: World) -> None:
    """Five steps forward succeed at once."""
    assert do(robot, "move", distance=5) == "I went five steps forward."
    assert robot.pose() == Pose(13, 11, "east")


def test_a_move_is_one_step_forward_unless_said_otherwise(robot: World) -> None:
    """Without arguments the robot takes one step ahead."""
    assert do(robot, "move") == "I went one step forward."
    assert robot.pose() == Pose(9, 11, "east")


@pytest.mark.parametrize(
    ("direction", "end"),
    [("backward", Pose(9, 11, "east")), ("right", Pose(10, 12, "east")), ("left", Pose(10, 10, "east"))],
)
def test_moves_to_the_side_and_back_keep_the_facing(robot: World, direction: str, end: Pose) -> None:
    """The robot looks the same way before and after; the red key that lay to the left is fetched first."""
    do(robot, "pick_up", target={"kind": "key", "color": "red"})
    robot.simulation.env.agent_pos, robot.simulation.env.agent_dir = (10, 11), 0
    do(robot, "move", direction=direction)
    assert robot.pose() == end


def test_moving_there_and_back_ends_where_it_began(robot: World) -> None:
    """Right then left, forward then backward."""
    before = robot.pose()
    for direction in ("right", "left", "forward", "backward"):
        do(robot, "move", direction=direction, distance=2 if direction in ("right", "left") else 3)
    assert robot.pose() == before


def test_a_wall_stops_the_robot_and_it_says_how_far_it_got(robot: World) -> None:
    """Six tiles ahead there is a wall."""
    with pytest.raises(RobotError, match=r"^There is a wall ahead\. I got five of nine steps\.$"):
        do(robot, "move", distance=9)
    with pytest.raises(RobotError, match=r"^There is a wall ahead\.$"):
        do(robot, "move")


def test_a_blocked_side_move_still_ends_with_the_old_facing(robot: World) -> None:
    """The red ball is one ahead and one to the left."""
    do(robot, "move")
    with pytest.raises(RobotError, match=r"^A red ball is in the way to my left\.$"):
        do(robot, "move", direction="left")
    assert robot.pose() == Pose(9, 11, "east")


def test_a_closed_door_is_in_the_way(robot: World) -> None:
    """Walking does not open doors."""
    do(robot, "go_to", target={"kind": "door", "color": "blue"})
    with pytest.raises(RobotError, match=r"^A closed blue door is in the way ahead\.$"):
        do(robot, "move")


@pytest.mark.parametrize("distance", [0, -3])
def test_a_distance_below_one_is_refused(robot: World, distance: int) -> None:
    """Backward is a direction, not a negative distance."""
    with pytest.raises(RobotError, match="one step or more"):
        do(robot, "move", distance=distance)


def test_turning(robot: World) -> None:
    """Left and right are quarters, around is half a circle."""
    facings = []
    for direction in ("left", "left", "around", "right"):
        do(robot, "turn", direction=direction)
        facings.append(robot.pose().facing)
    assert facings == ["north", "west", "east", "south"]


def test_every_single_step_is_shown(robot: World) -> None:
    """The observer gets a frame a step, turns included."""
    frames: list[Frame] = []
    robot.execute("robot.move", {"distance": 3}, frames.append)
    assert [frame.pose.x for frame in frames] == [9, 10, 11]


def test_the_robot_halts_where_it_is_when_stopped(robot: World) -> None:
    """Cancelling takes effect before the next step."""
    with pytest.raises(RobotCancelled, match="I stopped after 2 steps"):
        robot.execute("robot.move", {"distance": 5}, cancelled=lambda: robot.pose().x == 10)
    assert robot.pose() == Pose(10, 11, "east")


def test_cancel_holds_until_the_next_program(robot: World) -> None:
    """What comes after in the same program does not start either."""
    robot.cancel()
    with pytest.raises(RobotCancelled):
        robot.execute("robot.move", {})
    assert do(robot, "move") == "I went one step forward."


def test_a_call_has_a_step_limit_of_its_own() -> None:
    """An endless errand fails plainly."""
    robot = World(step_limit=4)
    with pytest.raises(RobotError, match=r"^I gave up after 4 steps\.$"):
        do(robot, "move", distance=5)


def test_the_level_s_own_step_limit_does_not_end_the_world(robot: World) -> None:
    """A thousand steps are nothing to the user's world."""
    for _ in range(600):
        do(robot, "turn", direction="around")
    assert do(robot, "move", distance=5) == "I went five steps forward."


def test_an_unknown_action_is_refused_before_anything_moves(robot: World) -> None:
    """`begin` looks through repeats too."""
    with pytest.raises(RobotError, match=r"robot\.fly"):
        robot.begin([{"repeat": 2, "body": [{"action": "robot.fly", "args": {}}]}])
    assert "robot.fly" not in robot.capabilities()


def test_look_names_what_is_in_view(robot: World) -> None:
    """With places, the state of doors, and the way ahead."""
    text = do(robot, "look")
    assert text.startswith("I see a red ball one step ahead and one to the left, ")
    assert "a closed blue door six steps ahead and two to the right." in text
    assert text.endswith("Ahead of me five steps are free, then there is a wall.")


def test_stop_says_that_the_robot_stands(robot: World) -> None:
    """Nothing moves."""
    before = robot.frame()
    assert do(robot, "stop") == "I am standing still."
    assert robot.frame() == before
