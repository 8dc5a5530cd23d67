using Waybill.Analyzers.Reliability.Effects;

namespace Waybill.Analyzers.Tests.Reliability;

public sealed class SqlTextTests
{
    [Theory]
    [InlineData("INSERT INTO ledger (amount) VALUES (1)", "INSERT INTO ledger without a key of the message")]
    [InlineData("insert into [dbo].[ledger]([order_id], [amount]) values (@a, @b)", "INSERT INTO ledger without a key of the message")]
    [InlineData("SELECT 1; INSERT INTO ledger (amount) VALUES (1);", "INSERT INTO ledger without a key of the message")]
    [InlineData("INSERT INTO ledger (id, amount) VALUES (gen_random_uuid(), 1)", "INSERT INTO ledger without a key of the message")]
    [InlineData("INSERT INTO ledger (amount) VALUES (1) RETURNING id", "INSERT INTO ledger without a key of the message")]
    [InlineData("INSERT INTO ledger (amount) VALUES (1) -- ON CONFLICT would be better", "INSERT INTO ledger without a key of the message")]
    [InlineData("UPDATE a SET n = n + 1", "SET n = n + …")]
    [InlineData("UPDATE a SET name = @name, a.n=a.n-@x WHERE id = @id", "SET n = n + …")]
    [InlineData("UPDATE a SET [n] = COALESCE([n], 0) + 1 WHERE id = @id", "SET n = n + …")]
    [InlineData("UPDATE log SET text = text || @line WHERE id = @id", "SET text = text + …")]
    public void Finds_what_is_done_again(string sql, string expected) => Assert.Equal(expected, SqlText.Repeated(sql, hasRandomKey: false));

    [Theory]
    [InlineData("INSERT INTO orders (id, amount) VALUES (@id, 1)")]
    [InlineData("INSERT INTO orders (order_id, amount) VALUES (@id, 1)")]
    [InlineData("INSERT INTO Orders (OrderId) VALUES (@id)")]
    [InlineData("INSERT INTO inbox (message_id, at) VALUES (@id, now())")]
    [InlineData("INSERT INTO orders VALUES (@id, 1)")]
    [InlineData("INSERT IGNORE INTO ledger (amount) VALUES (1)")]
    [InlineData("INSERT OR REPLACE INTO ledger (amount) VALUES (1)")]
    [InlineData("INSERT INTO ledger (amount) VALUES (1) ON DUPLICATE KEY UPDATE amount = 1")]
    [InlineData("IF NOT EXISTS (SELECT 1 FROM ledger WHERE o = @o) INSERT INTO ledger (o) VALUES (@o)")]
    [InlineData("UPDATE a SET n = @n WHERE b = b + 1")]
    [InlineData("UPDATE a SET total = price + tax WHERE id = @id")]
    [InlineData("UPDATE a SET retry_count = retry_count + 1, version = version + 1 WHERE id = @id")]
    [InlineData("UPDATE a SET n = n + 1 WHERE id = @id AND status = 'open'")]
    [InlineData("DELETE FROM a WHERE id = @id")]
    [InlineData("SELECT n + 1 AS n FROM a")]
    [InlineData("")]
    public void Leaves_what_may_be_repeated(string sql) => Assert.Null(SqlText.Repeated(sql, hasRandomKey: false));

    [Fact]
    public void A_random_key_is_no_key() =>
        Assert.Equal(
            "INSERT INTO orders without a key of the message",
            SqlText.Repeated("INSERT INTO orders (id) VALUES (@id)", hasRandomKey: true)
        );
}
