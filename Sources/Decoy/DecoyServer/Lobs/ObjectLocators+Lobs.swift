internal import DecoyEngine

extension ObjectLocators {
    /// Attributes hold the same locators as columns.
    static let ours = ObjectLocators(
        bytes: { LobLocator($0).bytes() }, number: { LobLocator($0)?.number })
}
