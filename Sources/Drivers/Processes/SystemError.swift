internal import Glibc

/// The words of the system for an error number.
package enum SystemError {
    package static func text(_ number: Int32) -> String {
        guard let words = strerror(number) else { return "error \(number)" }
        return "\(String(cString: words)) (errno \(number))"
    }
}
