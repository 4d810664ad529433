package dev.kehu.platform.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ShapeTest {
    record Point(long day, int value) {}

    record Goal(String name, List<Point> points) {}

    record Project(int members, Map<String, Goal> goals) {}

    record SameProject(int members, Map<String, Goal> goals) {}

    record PointWithUnit(long day, int value, String unit) {}

    record GoalOfThose(String name, List<PointWithUnit> points) {}

    record ProjectOfThose(int members, Map<String, GoalOfThose> goals) {}

    record PointOfLongs(long day, long value) {}

    record Tree(String name, List<Tree> below) {}

    sealed interface Step permits Asked, Done {}

    record Asked(int by) implements Step {}

    record Done(int by, int at) implements Step {}

    record Loop(List<Step> steps) {}

    record PlainLoop(List<Asked> steps) {}

    @Test
    void isAnotherWhereAMemberIsAddedFarDown() {
        assertThat(Shape.of(Project.class)).isEqualTo(Shape.of(SameProject.class));
        assertThat(Shape.of(Project.class)).isNotEqualTo(Shape.of(ProjectOfThose.class));
        assertThat(Shape.of(Point.class)).isNotEqualTo(Shape.of(PointOfLongs.class));
    }

    @Test
    void holdsAllKindsOfAFamily() {
        assertThat(Shape.of(Loop.class)).isNotEqualTo(Shape.of(PlainLoop.class));
    }

    @Test
    void endsWhereARecordHoldsOthersOfItsKind() {
        assertThat(Shape.of(Tree.class)).isNotEqualTo(Shape.of(Project.class));
    }
}
