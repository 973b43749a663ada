// Engine: the life of machines, components and tickets, driven by what the catalog says is wanted. It names no
// product and opens no connection to a user's database; it decides by state and remedy, never by text.
//
// Read next: Components/ComponentStateMachine.swift (what may happen), Machines/Agent.swift (who makes it happen),
// Components/ComponentProcess.swift (the other side: the component itself).
