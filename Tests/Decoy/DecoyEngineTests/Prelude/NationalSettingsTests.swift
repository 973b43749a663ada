import OracleSQL
import Testing

@testable import DecoyEngine

@Suite struct NationalSettingsTests {
    private func code(_ name: String, _ value: String) -> Int? {
        do {
            _ = try NationalSettings.implied(by: name, value)
            return nil
        } catch { return error.code }
    }

    @Test func aTerritoryBringsItsFormatsAlong() throws {
        var found: [String: String] = [:]
        for setting in try NationalSettings.implied(by: "NLS_TERRITORY", "germany") {
            found[setting.name] = setting.value
        }
        #expect(found["NLS_DATE_FORMAT"] == "DD.MM.RR")
        #expect(found["NLS_NUMERIC_CHARACTERS"] == ",.")
        #expect(found["NLS_TIMESTAMP_FORMAT"] == "DD.MM.RR HH24:MI:SSXFF")
        #expect(found["NLS_TERRITORY"] == "GERMANY")
        #expect(code("NLS_TERRITORY", "ATLANTIS") == 12705)
    }

    @Test func whatWouldChangeAnswersIsRefused() {
        #expect(code("NLS_SORT", "BINARY") == nil)
        #expect(code("NLS_SORT", "GERMAN") == 3001)
        #expect(code("NLS_LANGUAGE", "GERMAN") == nil)
        #expect(code("NLS_DATE_LANGUAGE", "GERMAN") == 3001)
        #expect(code("NLS_DATE_LANGUAGE", "ENGLISH") == nil)
        #expect(code("NLS_NUMERIC_CHARACTERS", "..") == 12705)
        #expect(code("NLS_NUMERIC_CHARACTERS", "1,") == 12705)
        #expect(code("NLS_NUMERIC_CHARACTERS", ",.") == nil)
        #expect(code("NLS_COMP", "SOMEHOW") == 12705)
    }

    @Test func offsetsOfZonesHaveOneForm() {
        #expect(NationalSettings.offset("00:00") == "+00:00")
        #expect(NationalSettings.offset("-3:30") == "-03:30")
        #expect(NationalSettings.offset("+15:00") == "+15:00")
        #expect(NationalSettings.offset("+15:01") == nil)
        #expect(NationalSettings.offset("Europe/Paris") == nil)
        #expect(NationalSettings.offset("+1:60") == nil)
    }
}
