/// How the front writes the locators of LOBs that are attributes: it alone knows their bytes.
package struct ObjectLocators: Sendable {
    package let bytes: @Sendable (LOBStore.Locator) -> [UInt8]
    /// The number of the LOB; nil when the bytes are no locator.
    package let number: @Sendable ([UInt8]) -> UInt64?

    package init(
        bytes: @escaping @Sendable (LOBStore.Locator) -> [UInt8],
        number: @escaping @Sendable ([UInt8]) -> UInt64?
    ) {
        self.bytes = bytes
        self.number = number
    }
}
