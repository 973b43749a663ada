package import Model

/// Machines: an agent enrols and reports; the operator names, places and limits.
extension Catalog {
    /// Adds the machine when it is new. A known one keeps what the operator set; its address follows the agent.
    package func enrol(_ machine: Machine) throws(CatalogError) -> Machine {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard var known = try self.machine(machine.id) else {
                try database.insert(machine)
                try bump(.machines)
                return machine
            }
            if known.address != machine.address {
                known.address = machine.address
                try database.update(known, columns: ["address"])
                try bump(.machines)
            }
            return known
        }
    }

    /// Writes the observed columns only.
    package func report(_ vitals: MachineVitals, of id: MachineID) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            guard var machine = try machine(id) else { throw .notFound(.machine(id)) }
            machine.vitals = vitals
            try database.update(machine, columns: MachineVitals.columns)
            try bump(.machines)
        }
    }

    package func machines() throws(CatalogError) -> [Machine] {
        try database.select(Machine.self, "ORDER BY name, id")
    }

    package func machine(_ id: MachineID) throws(CatalogError) -> Machine? {
        try database.select(Machine.self, "WHERE id = ?", [.text(id.rawValue)]).first
    }

    /// Writes the operator's columns; nil leaves one as it is. `revision` nil means whatever it is now.
    package func changeMachine(
        _ id: MachineID, expecting revision: Int64?, name: String? = nil, region: String? = nil,
        componentLimit: Int? = nil
    ) throws(CatalogError) -> Machine {
        let database = try database
        return try database.write { () throws(CatalogError) in
            guard var machine = try machine(id) else { throw .notFound(.machine(id)) }
            try check(machine.revision, against: revision)
            if let name, name != machine.name {
                let others = try database.count(
                    "machine", "WHERE name = ? AND id <> ?", [.text(name), .text(id.rawValue)])
                if others > 0 { throw .duplicateName(name) }
                machine.name = name
            }
            machine.region = region ?? machine.region
            machine.componentLimit = componentLimit ?? machine.componentLimit
            machine.revision += 1
            try database.update(machine, columns: ["name", "region", "component_limit", "revision"])
            try bump(.machines)
            return machine
        }
    }

    /// Optimistic locking: who changes what they have seen says which revision they saw.
    func check(_ current: Int64, against expected: Int64?) throws(CatalogError) {
        if let expected, expected != current { throw .stale(current: current) }
    }
}
