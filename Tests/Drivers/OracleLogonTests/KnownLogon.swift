@testable import OracleLogon

/// A whole logon with fixed random bytes, computed by an independent program (Python's `hashlib` and `cryptography`):
/// user `scott`, password `tïger#1`; byte i of random value s is (7 i + s) mod 256, with s = 1 for the salt, 2 for the
/// salt of the combination, 3 and 4 for the parts of server and client, 5 for the client's salt, 6 for the response's.
struct KnownLogon: CustomStringConvertible {
    let kind: VerifierKind
    let derivesKeys: Bool
    let server: String
    let client: String
    let password: String
    let speedy: String?
    let response: String

    var description: String { "\(kind) \(derivesKeys ? "with" : "without") PBKDF2" }

    static func bytes(_ count: Int, _ seed: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + seed) }
    }

    static let all: [KnownLogon] = [
        KnownLogon(
            kind: .twelveC, derivesKeys: true,
            server: "414196428395509256670E6E96576659289017AB0981F0301DFE656DBC6DAEAF",
            client: "9176662A737AAC6780FE7480D3E1A325FC72B2CD14A25DEB6757B6FC80933CD2",
            password: "8AD4FB748F4992FBF5F3A8CC15C860506266C48F0B3C62087C89CB8195728F05",
            speedy: "8AD4FB748F4992FBF5F3A8CC15C860501144556AC11FF6ED8873D2476F52786DEA9500B7627326D6"
                + "7B2FC051AF7F2EE1DC7F34A5DFC7EC0312E17E56118FF8ECF5D34B8E4D82E47224A94F7EE916441F",
            response: "41B61022CA270C064F0A6CC5EF17B1BAD46BDDEC50009D048436410122DD228A1890DAEDB2CD9164"
                + "1730B2FBD824C0D9"),
        KnownLogon(
            kind: .elevenG, derivesKeys: true,
            server: "AEA1AE45FB8327A1B77BB293125CA13189D8B5F6896DFC974F66131179A1E64C",
            client: "D5BDBDD69443B2E66B592D28F981FD63812379B1DCC5787FB8B4762D07683279",
            password: "A17BAEC566638EC8FECFFC5B77C254A9A8C6FE387E971C26B4D59691F37CB304",
            speedy: nil,
            response: "9D117B0561E2FCD7B5952E8D36B62912F3776E0805F39D76EFDD7F93A9289AFCCAA5682AB4DE8F41"
                + "C7D6396EDA98379E"),
        KnownLogon(
            kind: .elevenG, derivesKeys: false,
            server: "AEA1AE45FB8327A1B77BB293125CA13189D8B5F6896DFC974F66131179A1E64C5B8F19D4AA698DED"
                + "7D21AACEE6836BC5",
            client: "D5BDBDD69443B2E66B592D28F981FD63812379B1DCC5787FB8B4762D07683279864EE1D819C64910"
                + "7B71CBC6B884D858",
            password: "8096B56888E2C64D571F8B08DB3A7011AF8E2DC3F838AC33018691C83D618799",
            speedy: nil,
            response: "BE81974CCB6E4301B6282945D2921353EFDC6F5A86F4FC2D21174357EA68B4519D0ECFC9D5B1A83C"
                + "8158A83E977E262D"),
        KnownLogon(
            kind: .tenG, derivesKeys: true,
            server: "DE259533899C6DA60EB4ABA3727864C3972A0AA8A9EDCC0C8E76A2F87FC1000B",
            client: "CF676EDF18E5B2C9222104082E0EF645CF0DBBA971802D9A6C90F1672C9DBDBC",
            password: "719356815C5477ED331F8BDC52D7ACD5301284F7427E035D1D6A6FEED339F5B1",
            speedy: nil,
            response: "DE82386E6850D11CAE167612D3F255295A9522C6DE366F3DE11CD3267093296E5CEA87E4507AAE28"
                + "252D4823FCECC3E9"),
        KnownLogon(
            kind: .tenG, derivesKeys: false,
            server: "DE259533899C6DA60EB4ABA3727864C3972A0AA8A9EDCC0C8E76A2F87FC1000B",
            client: "CF676EDF18E5B2C9222104082E0EF645CF0DBBA971802D9A6C90F1672C9DBDBC",
            password: "5C612A3B660E1CFFD17CED83588068C4117FF5E2178A3215F1BE79C6BA7B4C3A",
            speedy: nil,
            response: "DF4AD0AAE2BA9910A6CA757B7ED0203E7053E04828B56A12022C799137A10AD812F0DF01924F8C84"
                + "5F53079BA3E4ABC4"),
    ]
}
