package dev.kehu.platform.state;

import dev.kehu.platform.datadir.DataDirectory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The real state.db, with somebody beside its connection who may stop the thread at a commit. */
public final class WatchedHome implements StateHome {
    private final StateHome home;
    private final Connection connection;

    /** Told on the thread that works, in the order it happens. */
    public interface Watcher {
        void bound(Object parameter);

        void committing();

        void committed();

        void undone();
    }

    private WatchedHome(StateHome home, Watcher watcher) {
        this.home = home;
        this.connection = watched(home.ready(), watcher);
    }

    public static StateDatabase open(DataDirectory data, Watcher watcher) {
        SqliteLibrary.keepIn(data);
        return new StateDatabase(
                new WatchedHome(
                        SqliteHome.open(data.file("state.db"), StateSchema.STEPS), watcher));
    }

    private static Connection watched(Connection real, Watcher watcher) {
        return proxy(
                Connection.class,
                (method, arguments) -> {
                    boolean commit = method.getName().equals("commit");
                    if (commit) watcher.committing();
                    Object result = method.invoke(real, arguments);
                    if (commit) watcher.committed();
                    if (method.getName().equals("rollback")) watcher.undone();
                    return result instanceof PreparedStatement statement
                            ? watched(statement, watcher)
                            : result;
                });
    }

    private static PreparedStatement watched(PreparedStatement real, Watcher watcher) {
        return proxy(
                PreparedStatement.class,
                (method, arguments) -> {
                    if (method.getName().equals("setObject")) watcher.bound(arguments[1]);
                    return method.invoke(real, arguments);
                });
    }

    private interface Call {
        Object of(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            try {
                                return call.of(method, arguments);
                            } catch (InvocationTargetException failure) {
                                throw failure.getCause();
                            }
                        }));
    }

    @Override
    public String name() {
        return home.name();
    }

    @Override
    public Connection ready() {
        return connection;
    }

    @Override
    public void committed() {
        home.committed();
    }

    @Override
    public boolean recover(Connection failed, Throwable cause) {
        return home.recover(failed, cause);
    }

    @Override
    public RuntimeException failure(SQLException failure) {
        return home.failure(failure);
    }

    @Override
    public void sync() {
        home.sync();
    }

    @Override
    public void close() {
        home.close();
    }
}
