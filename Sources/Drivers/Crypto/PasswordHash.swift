internal import COpenSSL

/// Password hashes by scrypt (N = 2^15, r = 8, p = 1; 32 MiB of memory per guess). The parameters stand in the string
/// `$scrypt$ln=15,r=8,p=1$SALT$HASH`, so that stronger ones can follow without touching old hashes.
///
/// Both calls block for about a tenth of a second: call them through `onThread`.
package enum PasswordHash {
    package static func make(_ password: String) throws(CryptoFailure) -> String {
        let salt = RandomBytes.make(16)
        let cost = Cost(logN: 15, r: 8, p: 1)
        let hash = try scrypt(Array(password.utf8), salt: salt, cost: cost, length: 32)
        return "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(Base64.text(salt))$\(Base64.text(hash))"
    }

    /// False for a wrong password and for a string that is not a hash of ours. Parameters beyond 512 MiB of memory or
    /// of absurd length count as not ours, so that a changed string cannot hold up the program.
    package static func verify(_ password: String, against stored: String) -> Bool {
        guard let (cost, salt, expected) = parse(stored),
            let hash = try? scrypt(Array(password.utf8), salt: salt, cost: cost, length: expected.count)
        else { return false }
        return constantTimeEqual(hash, expected)
    }

    /// Whether the hash was made with weaker parameters than `make` uses now.
    package static func isOutdated(_ stored: String) -> Bool {
        guard let (cost, _, _) = parse(stored) else { return true }
        return cost.logN < 15 || cost.r < 8
    }

    struct Cost: Hashable {
        let logN: Int
        let r: Int
        let p: Int

        var memoryBytes: UInt64 { 128 * UInt64(r) * ((1 << UInt64(logN)) + UInt64(p) + 2) }
    }

    static func scrypt(
        _ password: [UInt8], salt: [UInt8], cost: Cost, length: Int
    ) throws(CryptoFailure) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: length)
        let made = password.withUnsafeBytes { password in
            EVP_PBE_scrypt(
                // An empty password is a password: the library takes nil for it only with the length 0.
                password.baseAddress?.assumingMemoryBound(to: CChar.self), password.count, salt, salt.count,
                1 << UInt64(cost.logN), UInt64(cost.r), UInt64(cost.p), cost.memoryBytes + (1 << 20), &hash, length)
        }
        guard made == 1 else {
            ERR_clear_error()
            throw .library(call: "EVP_PBE_scrypt")
        }
        return hash
    }

    private static func parse(_ stored: String) -> (Cost, salt: [UInt8], hash: [UInt8])? {
        guard stored.utf8.count <= 256 else { return nil }
        let parts = stored.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        let parameters = parts[2].split(separator: ",", omittingEmptySubsequences: false)
        guard parameters.count == 3,
            let logN = number(parameters[0], after: "ln=", in: 1...19),
            let r = number(parameters[1], after: "r=", in: 1...32),
            let p = number(parameters[2], after: "p=", in: 1...16),
            let salt = Base64.bytes(parts[3]), (8...64).contains(salt.count),
            let hash = Base64.bytes(parts[4]), (16...64).contains(hash.count)
        else { return nil }
        let cost = Cost(logN: logN, r: r, p: p)
        return cost.memoryBytes <= 512 << 20 ? (cost, salt, hash) : nil
    }

    private static func number(_ text: Substring, after name: String, in range: ClosedRange<Int>) -> Int? {
        guard text.hasPrefix(name), let value = Int(text.dropFirst(name.count)), range.contains(value) else {
            return nil
        }
        return value
    }
}
