package dev.kehu.platform.writeside;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.time.Duration;

/**
 * What has to come is waited for as long as a busy machine may need: a database that recovers
 * beside others took more than the usual ten seconds. What comes in time is no slower for it. And a
 * wait ends by what it waits for alone: a thread that another class lets die beside it is none of
 * its business.
 */
public final class Patience implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }
}
