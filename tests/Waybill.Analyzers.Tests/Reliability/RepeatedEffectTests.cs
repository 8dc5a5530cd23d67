using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Harness;

namespace Waybill.Analyzers.Tests.Reliability;

/// <summary>WB2001: what a second delivery does again.</summary>
public sealed class RepeatedEffectTests
{
    [Theory]
    // Requests.
    [InlineData("await http.[|PostAsync|](\"https://pay\", null);")]
    [InlineData("await http.[|PatchAsync|](\"https://pay\", null, cancellationToken).ConfigureAwait(false);")]
    [InlineData("await http.[|PostAsJsonAsync|](\"https://pay\", order);")]
    [InlineData("await http.[|SendAsync|](new HttpRequestMessage(HttpMethod.Post, \"https://pay\"));")]
    [InlineData(
        "var request = new HttpRequestMessage { Method = HttpMethod.Patch }; await http.[|SendAsync|](request, cancellationToken);"
    )]
    [InlineData("using var request = new HttpRequestMessage(); request.Method = HttpMethod.Post; await http.[|SendAsync|](request);")]
    [InlineData(
        "var request = new HttpRequestMessage(HttpMethod.Post, \"https://pay\"); request.Headers.Add(\"Idempotency-Key\", Guid.NewGuid().ToString()); await http.[|SendAsync|](request);"
    )]
    // Mail, text messages, money.
    [InlineData("await smtp.[|SendMailAsync|](\"shop@example\", order.Email, \"Thanks\", \"…\");")]
    [InlineData("await mail.[|SendAsync|](order.Email);")]
    [InlineData("await Twilio.Rest.Api.V2010.Account.MessageResource.[|CreateAsync|](order.CustomerId, \"Thanks\");")]
    [InlineData("await charges.[|CreateAsync|](new Stripe.ChargeCreateOptions { Amount = 5, Customer = order.CustomerId });")]
    [InlineData(
        "await charges.[|CreateAsync|](new Stripe.ChargeCreateOptions(), new Stripe.RequestOptions { IdempotencyKey = Guid.NewGuid().ToString() });"
    )]
    // Files and caches.
    [InlineData("await File.[|AppendAllTextAsync|](\"orders.log\", order.OrderId);")]
    [InlineData("File.[|AppendAllLines|](\"orders.log\", [order.OrderId]);")]
    [InlineData("using var writer = new [|StreamWriter|](\"orders.log\", append: true); writer.WriteLine(order.OrderId);")]
    [InlineData("using var stream = new [|FileStream|](\"orders.log\", FileMode.Append);")]
    [InlineData("await redis.[|StringIncrementAsync|](\"orders\");")]
    [InlineData("redis.[|StringIncrement|]($\"orders:{order.CustomerId}\");")]
    [InlineData("await redis.[|ListLeftPushAsync|](\"orders\", order.OrderId);")]
    // Publishes past the context.
    [InlineData("await direct.[|PublishAsync|](new OrderShipped(order.OrderId, order.OrderId));")]
    // Rows.
    [InlineData(
        "db.Payments.[|Add|](new Payment { OrderId = order.OrderId, Amount = order.Amount }); await db.SaveChangesAsync(cancellationToken);"
    )]
    [InlineData("var payment = new Payment { OrderId = order.OrderId }; await db.Payments.[|AddAsync|](payment); db.SaveChanges();")]
    [InlineData("var payment = new Payment(); payment.Amount = order.Amount; db.[|Add|](payment); await db.SaveChangesAsync();")]
    [InlineData("db.Shipments.[|Add|](new Shipment { Id = Guid.NewGuid(), OrderId = order.OrderId }); await db.SaveChangesAsync();")]
    [InlineData(
        "var id = Guid.CreateVersion7(); db.Shipments.[|Add|](new Shipment { Id = id, OrderId = order.OrderId }); await db.SaveChangesAsync();"
    )]
    [InlineData(
        "db.Payments.[|AddRange|](new Payment { OrderId = order.OrderId }, new Payment { OrderId = order.OrderId }); await db.SaveChangesAsync();"
    )]
    [InlineData("await documents.[|InsertOneAsync|](new Document { OrderId = order.OrderId });")]
    // Changes that build on the old value.
    [InlineData(
        "var account = await db.Accounts.SingleAsync(a => a.Id == order.CustomerId); [|account.Balance -= order.Amount|]; await db.SaveChangesAsync();"
    )]
    [InlineData("var account = await accounts.GetAsync(order.CustomerId); [|account.Orders++|]; await accounts.SaveAsync(account);")]
    [InlineData(
        "var account = await db.Accounts.FindAsync(order.CustomerId); if (account is null) return; [|account.Balance = account.Balance + order.Amount|]; await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var account = await db.Accounts.FindAsync(order.CustomerId) ?? throw new InvalidOperationException(); [|account.Wallet.Points += 1|]; await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var account = await db.Accounts.FindAsync(order.CustomerId); if (account is null) { account = new Account { Id = order.CustomerId }; db.Accounts.Add(account); } [|account.Balance += order.Amount|]; await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var account = await accounts.GetAsync(order.CustomerId); if (account.Balance < order.Amount) return; [|account.Balance -= order.Amount|]; await accounts.SaveAsync(account);"
    )]
    // SQL.
    [InlineData(
        "await db.Database.[|ExecuteSqlAsync|]($\"INSERT INTO ledger (order_id, amount) VALUES ({order.OrderId}, {order.Amount})\");"
    )]
    [InlineData(
        "await db.Database.[|ExecuteSqlRawAsync|](\"UPDATE accounts SET balance = balance - {0} WHERE id = {1}\", order.Amount, order.CustomerId);"
    )]
    [InlineData("await connection.[|ExecuteAsync|](\"insert into ledger(amount) values (@Amount)\", order);")]
    [InlineData(
        "const string Sql = \"UPDATE stock AS s SET \\\"count\\\" = s.count - @n WHERE sku = @sku\"; await connection.[|ExecuteAsync|](Sql, new { n = 1 });"
    )]
    [InlineData(
        "await connection.[|ExecuteAsync|](\"INSERT INTO totals (id, n) VALUES (@id, 1) ON CONFLICT (id) DO UPDATE SET n = totals.n + 1\", order);"
    )]
    [InlineData(
        "await connection.[|ExecuteAsync|](\"INSERT INTO orders (id, amount) VALUES (@Id, 1)\", new { Id = Guid.NewGuid(), order.Amount });"
    )]
    [InlineData(
        "using var command = connection.CreateCommand(); command.CommandText = \"INSERT INTO ledger (amount) VALUES (1)\"; command.[|ExecuteNonQuery|]();"
    )]
    // Keys that are others each time.
    [InlineData("await bus.PublishAsync(new OrderShipped(Guid.[|NewGuid|]().ToString(), order.OrderId));")]
    [InlineData(
        "var id = $\"S-{Random.Shared.[|Next|]()}\"; var shipped = new OrderShipped(id, order.OrderId); await bus.PublishAsync(shipped);"
    )]
    // A check of something else guards nothing.
    [InlineData("if (order.Amount <= 0) return; await http.[|PostAsync|](\"https://pay\", null);")]
    [InlineData("if (string.IsNullOrEmpty(order.Email)) return; await mail.[|SendAsync|](order.Email);")]
    [InlineData(
        "var account = await accounts.GetAsync(order.CustomerId); if (account.Email is null || !account.WantsMail) return; await mail.[|SendAsync|](account.Email);"
    )]
    [InlineData(
        "var seen = new HashSet<string>(); foreach (var line in order.Lines) { if (!seen.Add(line.Sku)) continue; await mail.[|SendAsync|](line.Sku); }"
    )]
    [InlineData("if (!await db.Accounts.AnyAsync(a => a.Id == order.CustomerId)) return; await mail.[|SendAsync|](order.Email);")]
    [InlineData("await mail.[|SendAsync|](order.Email); if (await inbox.SeenAsync(order.OrderId)) return;")]
    [InlineData(
        "foreach (var line in order.Lines) { if (await inbox.SeenAsync(line.LineId)) break; } await mail.[|SendAsync|](order.Email);"
    )]
    [InlineData(
        "var reply = await http.GetAsync($\"https://stock/{order.OrderId}\"); if (!reply.IsSuccessStatusCode) throw new InvalidOperationException(); await mail.[|SendAsync|](order.Email);"
    )]
    // Wherever it stands in the method.
    [InlineData("await Parallel.ForEachAsync(order.Lines, async (line, token) => await mail.[|SendAsync|](line.Sku, token));")]
    [InlineData("Task Send() => mail.[|SendAsync|](order.Email); await Send();")]
    public Task Reports_an_effect_that_a_second_delivery_repeats(string body) =>
        Rule<NonIdempotentHandlerRule>.CheckAsync(EffectSources.InHandler(body), Stubs.Source);
}
