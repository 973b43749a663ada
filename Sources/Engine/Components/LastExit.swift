internal import Glibc

/// Ends the process at once, without running anything on the way out.
package enum LastExit {
    package static func now(_ exit: ComponentExit) -> Never { _exit(exit.rawValue) }
}
