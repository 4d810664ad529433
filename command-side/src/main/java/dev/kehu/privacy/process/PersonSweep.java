package dev.kehu.privacy.process;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.Tombstones;
import dev.kehu.platform.sweep.Sweep;
import dev.kehu.privacy.api.Forgetful;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Looks whether anything readable of people is left. */
@Component
public class PersonSweep {
    private final Concerned concerned;
    private final Tombstones tombstones;
    private final SubjectKeys keys;
    private final EventHistory history;
    private final ObjectProvider<Forgetful> stores;
    private final DataDirectory data;

    PersonSweep(
            Concerned concerned,
            Tombstones tombstones,
            SubjectKeys keys,
            EventHistory history,
            ObjectProvider<Forgetful> stores,
            DataDirectory data) {
        this.concerned = concerned;
        this.tombstones = tombstones;
        this.keys = keys;
        this.history = history;
        this.stores = stores;
        this.data = data;
    }

    /**
     * Searches all files of the data directory, and of the copies upgrades left of it, for values
     * somebody gives.
     */
    public Sweep.Swept forValues(Collection<String> values) {
        return new Sweep(values).over(data.root(), data.copiesBeside());
    }

    /**
     * Searches all files for what can still be read of a customer, and asks every store that keeps
     * texts. Of who was erased nobody knows the values any more; then it is the stores and the keys
     * alone that are asked.
     */
    public Sweep.Swept forCustomer(CustomerId customer) {
        Set<String> subjects = concerned.by(Set.of(customer.value()));
        tombstones.all().stream()
                .filter(stone -> stone.store().equals(history.storeId()))
                .filter(stone -> stone.customers().contains(customer.value()))
                .forEach(stone -> subjects.addAll(stone.subjects()));
        Set<String> values = concerned.values(subjects).all();
        Sweep.Swept files = forValues(values);
        List<String> found = new ArrayList<>(files.found());
        if (!values.isEmpty()) {
            found.add(keys.place() + " opens the texts of this customer");
        }
        for (Forgetful store : stores.orderedStream().toList()) {
            if (store.remembers(subjects)) {
                found.add("the " + store.place());
            }
        }
        return new Sweep.Swept(
                files.values(),
                files.tooShort(),
                files.files(),
                files.bytes(),
                found,
                files.unreadable());
    }
}
