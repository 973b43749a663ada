"""The lists of a project as files, and their columns."""

from playwright.sync_api import expect

from flows import rows
from lists_choices import downloaded, head, press_download
from project import at


def test_the_objects_and_tables_of_a_project_are_files(page, world):
    project = world.migrations.at('done')
    at(page, project, 'schema')
    expect(rows(page)).to_have_count(3)
    name, (lead, *lines) = downloaded(page, press_download(page))
    assert name == 'objects.csv', name
    assert sorted(line[lead.index('Object')] for line in lines) == ['SHOP.CUSTOMERS', 'SHOP.ORDERS', 'SHOP.PRODUCTS']
    assert {line[lead.index('State')] for line in lines} == {'Done'}, lines
    at(page, project, 'full')
    expect(rows(page)).to_have_count(3)
    name, (lead, *lines) = downloaded(page, press_download(page))
    assert name == 'tables.csv', name
    copied = {line[lead.index('Table')]: line[lead.index('Migrated')] for line in lines}
    assert copied == {'SHOP.CUSTOMERS': '400', 'SHOP.ORDERS': '2000', 'SHOP.PRODUCTS': '60'}, copied
    page.get_by_role('button', name='Columns').click()
    page.get_by_role('dialog').get_by_role('checkbox', name='Destination').uncheck()
    page.keyboard.press('Escape')
    expect(head(page, 'Destination')).to_have_count(0)
    expect(rows(page)).to_have_count(3)


def test_the_rows_in_quarantine_are_a_file_with_their_values(page, world):
    project = world.migrations.at('rejecting')
    at(page, project, 'full', '?view=quarantine')
    expect(rows(page)).to_have_count(6)
    _, (lead, *lines) = downloaded(page, press_download(page))
    values = lines[0][lead.index('Values as the source sent them')]
    assert values.startswith('PAYMENT_ID=50; TOTAL=123456789; PAID_AT=2026-02-01'), values
