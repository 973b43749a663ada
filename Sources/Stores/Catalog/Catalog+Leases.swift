package import Model

extension Lease {
    /// The lease without which no process may act as this component; it goes away with the component.
    package static func name(of id: ComponentID) -> String { "component/\(id)" }
}

/// Leases. What is guaranteed, in numbers:
///
/// 1. One holder at a time: `acquire` gives nothing while another holder's lease is unexpired.
/// 2. Every `acquire` raises the epoch, also by the same holder: of two processes with one holder's name, only the
///    later one's lease is worth anything. The epoch of a name never falls while its row exists.
/// 3. A lease is ours while the row has our holder and our epoch. Expiry alone does not lose it (nobody else came); but
///    a holder that cannot renew must stop `Limits.leaseMargin` before expiry, since another may come at expiry.
/// 4. Check and write are one transaction with one writer at a time, so there is no moment between them.
///
/// `expires` is compared with the clock of whoever acquires. A clock that runs ahead by more than the margin could end
/// another machine's lease too early: such a holder's next write fails by rule 3, and nothing is written twice.
extension Catalog {
    package func acquire(_ name: String, holder: String, ttl: Duration) throws(CatalogError) -> Lease? {
        precondition(!holder.isEmpty, "a lease needs a holder with a name")
        let database = try database
        return try database.write { () throws(CatalogError) -> Lease? in
            let moment = now()
            guard var lease = try lease(name) else {
                let first = Lease(name: name, holder: holder, epoch: 1, expires: moment + ttl)
                try database.insert(first)
                return first
            }
            if !lease.holder.isEmpty, lease.holder != holder, lease.expires > moment { return nil }
            lease.holder = holder
            lease.epoch += 1
            lease.expires = moment + ttl
            try database.update(lease, columns: ["holder", "epoch", "expires_at"])
            return lease
        }
    }

    /// Nil when the lease is no longer ours.
    package func renew(_ lease: Lease, ttl: Duration) throws(CatalogError) -> Lease? {
        try database.write { () throws(CatalogError) in try extend(lease, until: now() + ttl) }
    }

    /// Gives the lease back. One that is lost already is left alone.
    package func release(_ lease: Lease) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            _ = try database.run(
                "UPDATE lease SET holder = '', expires_at = 0 WHERE name = ? AND holder = ? AND epoch = ?",
                [.text(lease.name), .text(lease.holder), .integer(lease.epoch)])
        }
    }

    /// Ends the lease of a holder that is known to be dead. Only who watched it die may call this.
    package func breakLease(_ name: String, holder: String) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            _ = try database.run(
                "UPDATE lease SET holder = '', expires_at = 0 WHERE name = ? AND holder = ?",
                [.text(name), .text(holder)])
        }
    }

    /// As it is stored; a lease that was given back has an empty holder.
    package func lease(_ name: String) throws(CatalogError) -> Lease? {
        try database.select(Lease.self, "WHERE name = ?", [.text(name)]).first
    }

    func holds(_ lease: Lease) throws(CatalogError) -> Bool {
        try database.count(
            "lease", "WHERE name = ? AND holder = ? AND epoch = ?",
            [.text(lease.name), .text(lease.holder), .integer(lease.epoch)]) == 1
    }

    /// Inside a transaction: moves the end of the lease, nil when it is not ours.
    func extend(_ lease: Lease, until end: Timestamp) throws(CatalogError) -> Lease? {
        let changed = try database.run(
            "UPDATE lease SET expires_at = ? WHERE name = ? AND holder = ? AND epoch = ?",
            [.integer(end.milliseconds), .text(lease.name), .text(lease.holder), .integer(lease.epoch)])
        guard changed == 1 else { return nil }
        var renewed = lease
        renewed.expires = end
        return renewed
    }
}
