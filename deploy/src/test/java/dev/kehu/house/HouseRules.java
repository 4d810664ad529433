package dev.kehu.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

import org.axonframework.commandhandling.CommandHandler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RestController;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Every rule of the house by name, for the real root or for the deliberately wrong one. */
final class HouseRules {
    private static final String BANNED_NAMES =
            ".*(Utils?|Helpers?|Manager|Impl|Base|Dto|Vo|Common|Misc|Service)";
    private static final String BANNED_PACKAGES =
            "(util|utils|helper|helpers|common|misc|impl|dto|model|manager|base|service)";

    private final String root;

    HouseRules(String root) {
        this.root = root;
    }

    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        places(rules);
        names(rules);
        purity(rules);
        technology(rules);
        wiring(rules);
        rules.replaceAll((name, rule) -> rule.as(name).allowEmptyShould(true));
        return rules;
    }

    private void places(Map<String, ArchRule> rules) {
        rules.put("every class has a room", classes().should(Conditions.haveARoom(root)));
        rules.put(
                "capabilities meet only through api, as the matrix allows",
                classes().should(Conditions.followTheMatrix(root)));
        rules.put(
                "no view imports another", classes().should(Conditions.leaveOtherViewsAlone(root)));
        rules.put(
                "packages form no cycle",
                slices().matching(root + ".(**)").should().beFreeOfCycles());
        rules.put(
                "a package holds at most 15 types",
                classes().should(Conditions.haveCompany(root, 15)));
        rules.put(
                "every package is null-marked",
                classes().that(not(verifier())).should(Conditions.beNullMarked()));
        rules.put(
                "the verifier imports the JDK alone",
                classes().that(verifier()).should(Conditions.importTheJdkAlone(root)));
    }

    private void names(Map<String, ArchRule> rules) {
        rules.put(
                "names say more than their kind",
                noClasses()
                        .should()
                        .haveNameMatching(BANNED_NAMES)
                        .orShould()
                        .haveSimpleNameStartingWith("Abstract"));
        rules.put(
                "packages are named for the business",
                noClasses().should(Conditions.liveUnder(root, BANNED_PACKAGES)));
    }

    private void purity(Map<String, ArchRule> rules) {
        rules.put(
                "api is pure",
                classes().that(room(Room::api)).should(Conditions.dependOnPlainJava(true)));
        rules.put(
                "formulas are pure",
                classes().that(room(Room::formula)).should(Conditions.dependOnPlainJava(false)));
        rules.put(
                "state and views are pure",
                classes().that(pureRecord()).should(Conditions.dependOnPlainJava(false)));
        rules.put(
                "time, chance and threads enter at the edge",
                noClasses()
                        .that(not(room(Room::adapter)))
                        .and(not(deploy()))
                        .should(Conditions.reachForTheWorld()));
    }

    private void technology(Map<String, ArchRule> rules) {
        rules.put(
                "SQL stays in the engine",
                noClasses()
                        .that(not(platform("command-side")))
                        .and(not(room(r -> r.first().equals("access"))))
                        .and(not(analysis()))
                        .should(
                                Conditions.use(
                                        "java.sql.",
                                        "javax.sql.",
                                        "org.sqlite.",
                                        "org.springframework.jdbc.")));
        rules.put(
                "documents stay in the query side",
                noClasses()
                        .that(not(platform("query-side")))
                        .and(not(room(Room::view)))
                        .should(
                                Conditions.use(
                                        "com.mongodb.", "org.bson.", "de.bwaldvogel.", "org.h2.")));
        rules.put(
                "Jackson is Jackson 3",
                noClasses()
                        .should(
                                Conditions.use(
                                        "com.fasterxml.jackson.databind.",
                                        "com.fasterxml.jackson.core.")));
        rules.put(
                "no XStream",
                noClasses()
                        .should(
                                Conditions.use(
                                        "com.thoughtworks.",
                                        "org.axonframework.serialization.xml.")));
    }

    private void wiring(Map<String, ArchRule> rules) {
        rules.put(
                "HTTP is served in web, view and platform",
                noClasses()
                        .that(not(room(r -> r.web() || r.view() || r.adapter())))
                        .and(not(deploy()))
                        .should()
                        .beAnnotatedWith(RestController.class));
        rules.put(
                "beans are declared in platform and deploy",
                noClasses()
                        .that(not(room(Room::adapter)))
                        .and(not(deploy()))
                        .should()
                        .beMetaAnnotatedWith(Configuration.class));
        rules.put(
                "commands are handled in command and process",
                methods()
                        .that()
                        .areAnnotatedWith(CommandHandler.class)
                        .should()
                        .beDeclaredInClassesThat(room(r -> r.command() || r.process())));
        rules.put(
                "nothing is injected into fields",
                noFields()
                        .should()
                        .beAnnotatedWith(Autowired.class)
                        .orShould()
                        .beAnnotatedWith(Value.class)
                        .orShould()
                        .beAnnotatedWith("jakarta.inject.Inject")
                        .orShould()
                        .beAnnotatedWith("jakarta.annotation.Resource"));
    }

    private DescribedPredicate<JavaClass> room(Predicate<Room> test) {
        return describe("live in such a room", c -> test.test(Room.of(c, root)));
    }

    /** Auditors compile it with nothing but a JDK, which leaves no place for annotations. */
    private DescribedPredicate<JavaClass> verifier() {
        return room(r -> r.first().equals("verifier"));
    }

    private static DescribedPredicate<JavaClass> deploy() {
        return describe("belong to deploy", c -> Room.module(c, "deploy"));
    }

    private DescribedPredicate<JavaClass> platform(String module) {
        return room(r -> r.first().equals("platform"))
                .and(describe("belong to " + module, c -> Room.module(c, module)));
    }

    /** The analysts' copy is a database of its own, which nobody else reaches. */
    private DescribedPredicate<JavaClass> analysis() {
        return room(r -> r.path().size() > 1 && r.path().get(1).equals("analysis"))
                .and(platform("query-side"));
    }

    /** A record inside a shell or a controller is part of that, not state of its own. */
    private DescribedPredicate<JavaClass> pureRecord() {
        return room(r -> r.command() || r.view())
                .and(describe("are state or views", c -> plain(outermost(c))));
    }

    private static boolean plain(JavaClass type) {
        return type.isRecord() || type.isEnum() || type.isInterface() && !type.isAnnotation();
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseRules::outermost).orElse(type);
    }
}
