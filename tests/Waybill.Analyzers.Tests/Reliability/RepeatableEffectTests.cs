using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Harness;

namespace Waybill.Analyzers.Tests.Reliability;

/// <summary>WB2001: what may be done twice, or is guarded.</summary>
public sealed class RepeatableEffectTests
{
    [Theory]
    // Requests that may be repeated, and keys that the other end knows.
    [InlineData(
        "await http.GetAsync(\"https://pay\"); await http.PutAsync($\"https://pay/{order.OrderId}\", null); await http.DeleteAsync(\"https://pay\");"
    )]
    [InlineData("await http.SendAsync(new HttpRequestMessage(HttpMethod.Put, \"https://pay\"));")]
    [InlineData(
        "var request = new HttpRequestMessage(HttpMethod.Post, \"https://pay\"); request.Headers.Add(\"Idempotency-Key\", order.OrderId); await http.SendAsync(request);"
    )]
    [InlineData(
        "var key = $\"order:{order.OrderId}\"; var request = new HttpRequestMessage(HttpMethod.Post, \"https://pay\"); request.Headers.TryAddWithoutValidation(\"X-Request-Id\", key); await http.SendAsync(request);"
    )]
    [InlineData(
        "var request = new HttpRequestMessage(HttpMethod.Post, \"https://pay\") { Headers = { { \"Idempotency-Key\", context.MessageId.ToString() } } }; await http.SendAsync(request);"
    )]
    [InlineData(
        "await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = 5 }, new Stripe.RequestOptions { IdempotencyKey = order.OrderId });"
    )]
    [InlineData(
        "var options = new Stripe.RequestOptions(); options.IdempotencyKey = \"charge-\" + order.OrderId; await charges.CreateAsync(new Stripe.ChargeCreateOptions(), options);"
    )]
    // Checks.
    [InlineData("if (await inbox.SeenAsync(order.OrderId)) return; await mail.SendAsync(order.Email);")]
    [InlineData("if (!await inbox.TryBeginAsync(context.MessageId)) { return; } await mail.SendAsync(order.Email);")]
    [InlineData("var seen = await inbox.SeenAsync(order.OrderId); if (!seen) { await mail.SendAsync(order.Email); }")]
    [InlineData("if (!s_seen.TryAdd(order.OrderId, 0)) return; await http.PostAsync(\"https://pay\", null);")]
    [InlineData("if (!s_set.Add(order.OrderId)) return; await http.PostAsync(\"https://pay\", null);")]
    [InlineData(
        "if (await db.Payments.AnyAsync(p => p.OrderId == order.OrderId)) return; db.Payments.Add(new Payment { OrderId = order.OrderId }); await db.SaveChangesAsync();"
    )]
    [InlineData("if (await db.Orders.FindAsync(order.OrderId) is not null) return; await mail.SendAsync(order.Email);")]
    [InlineData(
        "var payment = await db.Payments.SingleOrDefaultAsync(p => p.OrderId == order.OrderId); if (payment is null) { db.Payments.Add(new Payment { OrderId = order.OrderId }); } await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var entity = await db.Orders.SingleAsync(o => o.Id == order.OrderId); if (entity.Status != OrderStatus.Pending) return; await http.PostAsync(\"https://pay\", null); entity.Status = OrderStatus.Paid; await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var entity = await db.Orders.SingleAsync(o => o.Id == order.OrderId); if (entity is { Status: OrderStatus.Paid }) return; await http.PostAsync(\"https://pay\", null);"
    )]
    [InlineData(
        "var entity = await db.Orders.SingleAsync(o => o.Id == order.OrderId); if (entity.PaidAt is null) { await http.PostAsync(\"https://pay\", null); entity.PaidAt = DateTime.UtcNow; await db.SaveChangesAsync(); }"
    )]
    [InlineData(
        "var entity = await db.Orders.SingleAsync(o => o.Id == order.OrderId); switch (entity.Status) { case OrderStatus.Pending: await mail.SendAsync(order.Email); break; }"
    )]
    [InlineData("foreach (var line in order.Lines) { if (await inbox.SeenAsync(line.LineId)) continue; await mail.SendAsync(line.Sku); }")]
    [InlineData(
        "if (!await redis.StringSetAsync($\"seen:{order.OrderId}\", \"1\", null, StackExchange.Redis.When.NotExists)) return; await redis.ListLeftPushAsync(\"orders\", order.OrderId);"
    )]
    [InlineData("if (await redis.StringIncrementAsync($\"seen:{order.OrderId}\") > 1) return; await mail.SendAsync(order.Email);")]
    [InlineData(
        "var account = await accounts.GetAsync(order.CustomerId); if (!account.Applied.Add(order.OrderId)) return; account.Balance -= order.Amount; await accounts.SaveAsync(account);"
    )]
    [InlineData(
        "var account = await accounts.GetAsync(order.CustomerId); if (order.Version <= account.LastVersion) return; account.Balance += order.Amount; account.LastVersion = order.Version; await accounts.SaveAsync(account);"
    )]
    [InlineData(
        "async Task<bool> Seen() => await inbox.SeenAsync(order.OrderId); if (await Seen()) return; await mail.SendAsync(order.Email);"
    )]
    // Rows keyed by the message.
    [InlineData("db.Orders.Add(new Order { Id = order.OrderId, Total = order.Amount }); await db.SaveChangesAsync();")]
    [InlineData("db.Invoices.Add(new Invoice { OrderId = order.OrderId }); await db.SaveChangesAsync();")]
    [InlineData("db.Processed.Add(new Processed { MessageId = context.MessageId.ToString() }); await db.SaveChangesAsync();")]
    [InlineData(
        "var account = await db.Accounts.SingleAsync(a => a.Id == order.CustomerId); account.Balance += order.Amount; db.Processed.Add(new Processed { MessageId = order.OrderId }); await db.SaveChangesAsync();"
    )]
    [InlineData("db.Orders.Add(new Order { Id = order.OrderId }); await db.SaveChangesAsync(); await mail.SendAsync(order.Email);")]
    [InlineData(
        "try { db.Payments.Add(new Payment { OrderId = order.OrderId }); await db.SaveChangesAsync(); } catch (Microsoft.EntityFrameworkCore.DbUpdateException) { }"
    )]
    [InlineData("db.Payments.Add(mapper.Map<Payment>(order)); await db.SaveChangesAsync();")]
    [InlineData("db.Payments.Add(new Payment { OrderId = order.OrderId });")]
    [InlineData("await documents.InsertOneAsync(mapper.Map<Document>(order));")]
    // Changes that come out the same, or are stored nowhere.
    [InlineData(
        "var account = await db.Accounts.SingleAsync(a => a.Id == order.CustomerId); account.Email = order.Email; account.Version++; await db.SaveChangesAsync();"
    )]
    [InlineData(
        "var entity = await db.Orders.SingleAsync(o => o.Id == order.OrderId); entity.Total = 0; foreach (var line in order.Lines) { entity.Total += line.Price; } await db.SaveChangesAsync();"
    )]
    [InlineData("var total = 0m; foreach (var line in order.Lines) { total += line.Price; } Console.WriteLine(total);")]
    [InlineData(
        "var entity = new Order { Id = order.OrderId }; foreach (var line in order.Lines) { entity.Total += line.Price; } db.Orders.Update(entity); await db.SaveChangesAsync();"
    )]
    [InlineData("var account = await accounts.GetAsync(order.CustomerId); account.Orders++; Console.WriteLine(account.Orders);")]
    // SQL that may be repeated.
    [InlineData("await db.Database.ExecuteSqlAsync($\"INSERT INTO orders (order_id, amount) VALUES ({order.OrderId}, {order.Amount})\");")]
    [InlineData("await connection.ExecuteAsync(\"INSERT INTO ledger (order_id) VALUES (@OrderId) ON CONFLICT DO NOTHING\", order);")]
    [InlineData(
        "await connection.ExecuteAsync(\"INSERT INTO ledger (order_id) SELECT @OrderId WHERE NOT EXISTS (SELECT 1 FROM ledger WHERE order_id = @OrderId)\", order);"
    )]
    [InlineData(
        "await connection.ExecuteAsync(\"MERGE ledger AS t USING (SELECT @OrderId AS id) s ON t.order_id = s.id WHEN NOT MATCHED THEN INSERT (order_id) VALUES (s.id);\", order);"
    )]
    [InlineData("await connection.ExecuteAsync(\"UPDATE orders SET status = 'paid', version = version + 1 WHERE id = @OrderId\", order);")]
    [InlineData(
        "await connection.ExecuteAsync(\"UPDATE accounts SET balance = balance + @Amount WHERE id = @CustomerId AND last_version < @Version\", order);"
    )]
    [InlineData(
        "if (await connection.ExecuteAsync(\"INSERT INTO inbox (message_id) VALUES (@OrderId) ON CONFLICT DO NOTHING\", new { order.OrderId }) == 0) return; await mail.SendAsync(order.Email);"
    )]
    [InlineData(
        "var name = await connection.QuerySingleAsync<string>(\"SELECT name FROM customers WHERE id = @CustomerId\", order); Console.WriteLine(name);"
    )]
    // Files and caches that are replaced.
    [InlineData(
        "await File.WriteAllTextAsync($\"{order.OrderId}.json\", \"{}\"); using var writer = new StreamWriter(\"a\", append: false); using var stream = new FileStream(\"b\", FileMode.Create);"
    )]
    [InlineData("await redis.StringSetAsync($\"order:{order.OrderId}\", order.Email);")]
    // Keys of the message; what is random is none.
    [InlineData(
        "await bus.PublishAsync(new OrderShipped(order.OrderId + \"-1\", order.OrderId) { At = DateTimeOffset.UtcNow, CorrelationId = Guid.NewGuid().ToString() });"
    )]
    [InlineData(
        "var jitter = Random.Shared.Next(100); await Task.Delay(jitter); await bus.PublishAsync(new OrderShipped(order.OrderId, order.OrderId));"
    )]
    [InlineData(
        "await direct.PublishAsync(new OrderShipped(order.OrderId, order.OrderId), new PublishOptions { MessageId = context.MessageId });"
    )]
    [InlineData("Console.WriteLine(Guid.NewGuid());")]
    public Task Is_silent_on_what_may_be_repeated(string body) =>
        Rule<NonIdempotentHandlerRule>.CheckAsync(EffectSources.InHandler(body), Stubs.Source);
}
