"""The database itself refuses a movement that leaves any place but a source below zero."""

from django.db import migrations

BALANCE = (
    "(SELECT COALESCE(SUM(quantity), 0) FROM stock_line WHERE item_id = NEW.item_id "
    "AND to_place_id = NEW.from_place_id) - "
    "(SELECT COALESCE(SUM(quantity), 0) FROM stock_line WHERE item_id = NEW.item_id "
    "AND from_place_id = NEW.from_place_id)"
)
NOT_A_SOURCE = "(SELECT kind FROM stock_place WHERE code = NEW.from_place_id) <> 'source'"
REFUSAL = "a place of the stock may not go below zero"


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION stock_refuse() RETURNS trigger AS $$ BEGIN "
            f"IF {NOT_A_SOURCE} AND {BALANCE} < 0 THEN RAISE EXCEPTION '{REFUSAL}'; END IF; "
            "RETURN NEW; END $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            "CREATE TRIGGER stock_line_balance AFTER INSERT OR UPDATE ON stock_line "
            "FOR EACH ROW EXECUTE FUNCTION stock_refuse()"
        )
        return
    for verb in ("INSERT", "UPDATE"):
        schema_editor.execute(
            f"CREATE TRIGGER stock_line_balance_{verb.lower()} AFTER {verb} ON stock_line "
            f"WHEN {NOT_A_SOURCE} AND {BALANCE} < 0 BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION stock_refuse() CASCADE")
        return
    for verb in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER stock_line_balance_{verb}")


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
