/// The words that names and texts of the company are made of.
enum Vocabulary {
    static let words = [
        "oolong", "harbour", "crate", "ledger", "morning", "copper", "kettle", "lantern", "river", "terrace", "autumn",
        "parcel", "signal", "walnut", "meadow", "compass", "barrel", "linen", "granite", "willow", "spring", "cedar",
        "ferry", "market", "bridge", "orchard", "thistle", "marble", "canvas", "ember",
    ]
    static let firstNames = [
        "Ada", "Bram", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Käthe", "Liam", "Mei",
        "Noor", "Oskar", "Paula", "Quentin", "Rosa", "Søren", "Tomás", "Uma", "Viktor", "Wanda", "Ximena", "Yusuf",
        "Zoë",
    ]
    static let lastNames = [
        "Almeida", "Berg", "Carlsson", "Dvořák", "Eriksen", "Fontaine", "Gruber", "Haddad", "Ito", "Jansen", "Kowalski",
        "Lindqvist", "Müller", "Nakamura", "O'Brien", "Petrov", "Quist", "Rossi", "Šimek", "Tanaka", "Ueda", "Vega",
        "Weiss", "Xu", "Yılmaz", "Zhang",
    ]
    static let companies = ["Teehaus", "茶馆", "Salon", "Imports", "Roasters", "商行", "Trading", "Kontor"]
    static let cities = ["Lisboa", "Göteborg", "上海", "Zürich", "Kraków", "İzmir", "Osaka", "Québec"]
    static let countries: [(code: String, name: String, region: Int)] = [
        ("PT", "Portugal", 1), ("SE", "Sweden", 1), ("CH", "Switzerland", 1), ("PL", "Poland", 1), ("DE", "Germany", 1),
        ("TR", "Türkiye", 2), ("EG", "Egypt", 2), ("CN", "China", 3), ("JP", "Japan", 3), ("IN", "India", 3),
        ("CA", "Canada", 4), ("BR", "Brazil", 4), ("NZ", "New Zealand", 5), ("AU", "Australia", 5),
    ]
    static let regions = ["Europe", "Near East", "亚洲", "Americas", "Oceania"]
    static let departments = [
        "Buying", "Tasting", "Warehouse", "Shipping", "Sales", "Accounts", "Machines", "People", "Quality", "Board",
    ]
    static let states = ["new", "paid", "packed", "shipped", "delivered", "cancelled"]
    static let reasons = ["delivery", "sale", "breakage", "count", "return"]
}
