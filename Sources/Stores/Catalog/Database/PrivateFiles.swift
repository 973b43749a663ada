internal import Glibc

/// Makes the directory and its missing parents for the owner alone. One that is there keeps its mode.
func makeDirectory(_ path: String) throws(CatalogError) {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
        made += "/" + part
        if mkdir(made, 0o700) != 0, errno != EEXIST {
            let reason = String(cString: strerror(errno))
            // A parent that may not be written but is there is no obstacle.
            var status = stat()
            if stat(made, &status) == 0 { continue }
            throw .cannotOpen(path: path, reason: reason)
        }
    }
}

/// Takes the rights of others away from a file of ours, which a restore may have given.
private func makePrivate(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_uid == geteuid(), status.st_mode & 0o077 != 0 else { return }
    chmod(path, 0o600)
}

/// Makes an empty file with mode 0600 whatever the process's umask; SQLite gives its companions the same mode.
func makePrivateFile(_ path: String) throws(CatalogError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
        Glibc.close(descriptor)
        return
    }
    if errno == EEXIST { return makePrivate(path) }
    throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
}

func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }
