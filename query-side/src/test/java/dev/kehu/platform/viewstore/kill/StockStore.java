package dev.kehu.platform.viewstore.kill;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;

import dev.kehu.platform.viewstore.Durability;
import dev.kehu.platform.viewstore.MongoViewStore;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.world.RelayStore;

import java.nio.file.Path;

/** The library's own backend with its defaults: the control that must fail. */
public final class StockStore extends RelayStore {
    private final MongoServer server;
    private final ViewStore views;

    private StockStore(MongoServer server, ViewStore views) {
        this.server = server;
        this.views = views;
    }

    public static StockStore open(Path file) {
        MongoServer server = new MongoServer(new H2Backend(file.toString()));
        MongoClient client = MongoClients.create(server.bindAndGetConnectionString());
        return new StockStore(server, new MongoViewStore(client, "views", Durability.BY_WRITE));
    }

    @Override
    protected ViewStore store() {
        return views;
    }

    @Override
    public void close() {
        views.close();
        server.shutdownNow();
    }
}
