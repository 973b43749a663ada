internal import CWebAssets

/// One embedded file.
package struct WebAsset: Sendable, Hashable {
    /// From the root of the site: `/js/main.js`.
    package let path: String
    package let contentType: String
    package let bytes: [UInt8]

    package static let all: [WebAsset] = {
        var assets: [WebAsset] = []
        while let row = web_asset_at(assets.count) {
            assets.append(
                WebAsset(
                    path: String(cString: row.pointee.path), contentType: String(cString: row.pointee.type),
                    bytes: Array(UnsafeBufferPointer(start: row.pointee.bytes, count: row.pointee.count))))
        }
        return assets
    }()

    /// The same for the same files in the same order, on every machine: FNV-1a over paths and bytes. It tells versions
    /// apart and protects nothing.
    package static func fingerprint(of assets: [WebAsset]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for asset in assets {
            for byte in asset.path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            for byte in asset.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return String(hash, radix: 36)
    }
}
