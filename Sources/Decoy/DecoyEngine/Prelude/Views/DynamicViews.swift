package import DecoyDictionary

/// The V$ views, their GV$ twins and the NLS views. A name that is not here is ORA-00942.
///
/// What they say of the installation (version, names of database, service, instance and host) comes from
/// `dict.settings`: `version`, `version_full`, `database`, `service`, `instance`, `host`, `dbid`.
package enum DynamicViews {
    package static let all: [SystemView] =
        (databaseViews + logViews + sessionViews + parameterViews + storageViews).flatMap { $0.views() }
}
