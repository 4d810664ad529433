package dev.kehu;

import org.springframework.boot.autoconfigure.SpringBootApplication;

import java.util.List;

/** The whole program; called by the launcher. */
@SpringBootApplication
public class KehuApplication {
    /** Ends the process with the command's exit code, or returns and leaves a server running. */
    public static void main(String[] args) {
        Program.run(List.of(args)).ifPresent(System::exit);
    }
}
