package dev.kehu.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The texts behind {@code --help}. */
final class Usage {
    private static final String EVERYWHERE =
            """

            Everywhere:
              --data DIR     data directory (default ./data), created when missing
              --port N       port on 127.0.0.1 (default 8080, or the next free one)
              --today DATE   move the business day forward to DATE (yyyy-mm-dd)
              --help         this text, or that of a command
              --version      the version

            Exit codes: 0 done, 1 found something wrong, 2 wrong use.
            """;

    private static final Map<String, Command> COMMANDS = commands();

    private Usage() {}

    private record Command(String line, String text) {}

    private static Map<String, Command> commands() {
        var commands = new LinkedHashMap<String, Command>();
        commands.put(
                "demo",
                new Command(
                        "load real purchases of 1997/98 and look around",
                        """
                        ./kehu demo [--full] [--once] [--json]

                        Loads the purchases of 2,357 people through the public intake and keeps serving.
                        Loading twice adds nothing.

                          --full   all 23,570 people and 69,659 purchases
                          --once   end when loaded and every view has caught up
                          --json   one JSON object on stdout at the end, everything else on stderr
                        """));
        commands.put(
                "serve",
                new Command(
                        "serve what is in the data directory",
                        """
                        ./kehu serve

                        Serves until Ctrl-C. Passwords of a new data directory are printed once;
                        KEHU_PASSWORD_ADMIN (and so on for each user) sets one instead.
                        """));
        commands.put(
                "rebuild",
                new Command(
                        "fold views again from the first event",
                        """
                        ./kehu rebuild [VIEW] [OPTION] [--json]

                        Folds one view, or every view, again from the first event, beside what is in use;
                        compares the two, switches, and keeps the old one. On a data directory that a
                        running Kehu holds, that process does it and goes on answering. Killed, it goes on
                        at the next start.

                          --status    what is in use, kept and under way
                          --pause     let a rebuild rest
                          --continue  let it go on
                          --cancel    give it up; what is in use stays
                          --drop-old  throw away what was in use before
                          --back      answer from that again, once it has caught up
                          --json      one JSON object
                        """));
        commands.put(
                "doctor",
                new Command(
                        "look for what can be wrong",
                        """
                        ./kehu doctor [--views] [--json]

                        Looks at Java, the data directory, the disk, the event store, the views and the
                        port. Ends with 1 when something is wrong.

                          --views  also compare every view with the whole history, customer by
                                   customer, and mend what is missing
                          --json   one JSON object
                        """));
        query(commands);
        value(commands);
        lifecycle(commands);
        moving(commands);
        verify(commands);
        commands.put(
                "privacy",
                new Command(
                        "erase a person, and look what is left",
                        """
                        ./kehu privacy erase CUSTOMER --reason TEXT --basis TEXT [--category content] [--only] [--json]
                        ./kehu privacy sweep CUSTOMER|FILE [--json]
                        ./kehu privacy export CUSTOMER [--json]
                        ./kehu privacy rotate-keys [--json]
                        ./kehu privacy requests | approve CUSTOMER [--position N] | decline CUSTOMER --reason TEXT | withdraw CUSTOMER [--json]
                        ./kehu privacy retention [set PURPOSE=MONTHS … --reason TEXT | preview [PURPOSE=MONTHS …] | run] [--json]

                        Erases a customer, named by id, code or contact, for ever, with everybody merged
                        with it: the keys are destroyed, the search index and memory forget, counts and
                        money stay. Prints what was touched; --json prints the signed receipt.
                        With --category content only what was said so far goes: texts, notes, tags and reasons;
                        the customer stays, with name and contact points.
                        A sweep searches every file of the data directory for what can still be read of
                        the customer, or for the values in FILE, one a line; it ends with 1 and names the
                        files when it finds something. An export writes kehu-CUSTOMER.zip here, readable by you alone:
                        everything about the person, as JSON and as a page. rotate-keys makes a new key-encryption key and wraps
                        the keys of all people with it; no event changes. requests are erasures another person
                        has to approve or decline (kehu.privacy.second-approval). retention shows how long people are kept,
                        sets the months each purpose (customer-service, contract, consent) needs them, counts
                        who would be due, or erases who is; that happens every day by itself, too.

                          --reason TEXT  why; sealed
                          --basis TEXT   the rule that asks for it; names nobody
                          --category C   content: erase what was said alone
                          --only         leave the others of a merge whole
                          --position N   which request, as requests shows it; needed from the second one on
                          --json         one JSON object
                        """));
        commands.put(
                "bench",
                new Command(
                        "measure beside a peer and a floor",
                        """
                        ./kehu bench store|views|intake|lifecycle [--json] [--quick|--large] [--rounds N]
                                     [--postgres URL|embedded] [--part rebuild|curve|reading|groupby]

                        Measures this program, a peer and the physical floor in one interleaved run:
                        at most 14 minutes, with --quick 60 seconds, with --large hours.

                          --postgres URL   with store: on this server, too, or on one started for the run
                          --part NAME      with views: this part alone
                        """));
        return commands;
    }

    private static void query(Map<String, Command> commands) {
        commands.put(
                "query",
                new Command(
                        "ask the analysts' copy in SQL",
                        """
                        ./kehu query "SELECT …" [--format table|csv|json] [--json]
                        ./kehu query --parquet [--json]

                        Answers one SELECT over interactions, customer_events, assessments, placements,
                        namings, identity, customers, monthly_value and segments, brought up to date
                        first. It reads nothing else and changes
                        nothing; kehu.analysis.* limit its time, memory and rows.

                          --format F   table (default; 1,000 rows), csv (streamed) or json (10,000 rows)
                          --json       the same as --format json
                          --parquet    write all tables as Parquet files and say where
                        """));
    }

    private static void value(Map<String, Command> commands) {
        commands.put(
                "value",
                new Command(
                        "weigh judgements, learn from purchases",
                        """
                        ./kehu value ahp FILE [--ri TABLE]
                        ./kehu value fit [--input FILE] [--end DATE] [--json]
                        ./kehu value assess [--end DATE] [--json]
                        ./kehu value explain CUSTOMER --from DATE --to DATE [--json]
                        ./kehu value migration --from DATE --to DATE [--json]
                        ./kehu value what-if FILE [--segment NAME] [--activate] [--json]
                        ./kehu value discard VERSION [--segment NAME] [--json]
                        ./kehu value treatments CUSTOMER [--json]

                        ahp weighs criteria that were compared in pairs: FILE is a JSON array, the answer
                        another one. fit learns who still buys, how often and for how much (BG/NBD and
                        Gamma-Gamma), from the orders in the data directory or from a file. assess finds
                        out what every customer is worth, and records it where it is news; explain says
                        why a score changed, migration who changed class. what-if tries the value model
                        drafted in FILE on everybody, records nothing, and puts it to use with --activate;
                        discard gives up a version that was drafted and is not in use. treatments tells
                        what was done for a customer and what followed.

                          --ri TABLE    what consistency is measured by: saaty1980 (default), saaty2005,
                                        alonso2006 or donegan1991
                          --input FILE  CSV with the header customer,date,amount; the store is not touched
                          --end DATE    nothing later is seen (default: fit, the last day with a purchase;
                                        assess, the business day)
                          --segment NAME  whose model it is, a strategic segment's or that of all (default)
                          --json        one JSON object
                        """));
    }

    private static void lifecycle(Map<String, Command> commands) {
        commands.put(
                "lifecycle",
                new Command(
                        "introduce CRM as a project that measures itself",
                        """
                        ./kehu lifecycle list|measures [--json]
                        ./kehu lifecycle start name=TEXT sponsor=USER [team=USER=ROLE,…] [--json]
                        ./kehu lifecycle show ID [--json]
                        ./kehu lifecycle evaluate ID [asOf=DATE] [--json]
                        ./kehu lifecycle WORD ID [NAME=VALUE …] [--json]

                        Stages are numbered 1 to 6, steps 1 to 7. Without by=USER the operator decides, who
                        is in no team. The saga opens stages, reminds, measures and asks by itself.

                          goal       measure direction=up|down target due stage [baseline evidence weight …]
                          split      metric parent
                          report     metric value evidence [day]
                          step       stage step owner due
                          done       stage step evidence
                          gate       stage decision=pass|refuse|overrule [reason spends="500 USD" version]
                          back       stage reason
                          authorise  role limit="5000 USD"
                          pause      reason (also stop; resume takes nothing)
                          judge      [day]
                          lesson     lesson [metric]
                          standard   text [role]
                          training   employee topic=idea|operation|communication [day]
                          acceptance employee score=1…5 [day]
                          retry      step that is stuck

                          --json     one JSON object
                        """));
    }

    private static void verify(Map<String, Command> commands) {
        commands.put(
                "verify",
                new Command(
                        "show that history is what was signed",
                        """
                        ./kehu verify [--bundle FILE] [--checkpoint FILE] [--key VKEY] [--json]

                        Reads every event of the data directory, running or stopped, and compares it with
                        the signed tree; names the first bad one and ends with 1. With --bundle it verifies
                        a file of ./kehu export instead, and needs no data directory.

                          --checkpoint F  also one you kept: what it is over must still be the beginning
                          --key K         the key you know (text or file), instead of the one found there
                          --json          one JSON object
                        """));
    }

    private static void moving(Map<String, Command> commands) {
        commands.put(
                "backup",
                new Command(
                        "copy the stores, and the keys apart from them",
                        """
                        ./kehu backup DIR [--keys DIR2] [--json]

                        Copies history and state to DIR and the keys to DIR2 (default DIR-keys), both new,
                        while a running Kehu goes on. Keep the two apart: together they can be read. Views
                        are not copied; they are folded again. Killed, it leaves nothing that restores.
                        Ends with 1 where a log is damaged, or not what was signed: it is left out.

                          --keys DIR2   where the keys go
                          --json        one JSON object
                        """));
        commands.put(
                "restore",
                new Command(
                        "make a data directory of a backup",
                        """
                        ./kehu restore DIR [--keys DIR2] [--erased FILE] [--without-proofs] --data NEW
                            [--json]

                        Checks every file, that events and keys belong together and that no event lacks its
                        key, then makes the data directory NEW. It must be missing or empty.

                          --keys DIR2        where the keys are (default DIR-keys); newer ones are welcome
                          --erased FILE      the list of erasures (erased.jsonl): nobody on it comes back
                          --without-proofs   a log that does not fit events or looks begins anew, under
                                             another name, instead of a refusal
                          --json             one JSON object
                        """));
        commands.put(
                "export",
                new Command(
                        "write the history to a file",
                        """
                        ./kehu export FILE [--keys DIR2] [--json]

                        Writes every event as it is stored, personal parts sealed, to a new file: JSON
                        Lines in gzip. The keys are not in it; --keys copies them to DIR2, wherever they
                        are kept (./kehu backup does, too). Keep the two apart: together they can be read.

                          --keys DIR2   a new directory for the keys and the master keys
                          --json        one JSON object
                        """));
        commands.put(
                "import",
                new Command(
                        "take a history over from a file",
                        """
                        ./kehu import FILE [--keys DIR2] [--json]

                        Reads and checks the whole file, stores the events as they were recorded, and reads
                        them back. Kehu must be stopped and its store empty, or begin as the file does:
                        run again, it goes on where it was killed.

                          --keys DIR2   puts the keys of a backup in place first
                          --json        one JSON object
                        """));
    }

    static boolean knows(String command) {
        return COMMANDS.containsKey(command);
    }

    static String of(Optional<String> command) {
        if (command.isPresent()) {
            return COMMANDS.get(command.get()).text() + EVERYWHERE;
        }
        var text =
                new StringBuilder("Kehu keeps every contact with a customer, once and provably.\n");
        text.append("\n./kehu COMMAND [OPTION …]\n\n");
        COMMANDS.forEach((name, c) -> text.append("  %-8s  %s%n".formatted(name, c.line())));
        return text.append(EVERYWHERE).toString();
    }
}
