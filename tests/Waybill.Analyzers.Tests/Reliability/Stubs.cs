namespace Waybill.Analyzers.Tests.Reliability;

/// <summary>The shapes of well-known libraries, under their real names, for test sources to call.</summary>
internal static class Stubs
{
    public const string Source = """
        using System.Data;
        using System.Linq.Expressions;
        using System.ComponentModel.DataAnnotations;

        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext
            {
                public DbSet<T> Set<T>() where T : class => null!;
                public object Add(object entity) => null!;
                public int SaveChanges() => 0;
                public Task<int> SaveChangesAsync(CancellationToken cancellationToken = default) => null!;
                public DatabaseFacade Database => null!;
            }
            public abstract class DbSet<T> : IQueryable<T> where T : class
            {
                public virtual object Add(T entity) => null!;
                public virtual ValueTask<object> AddAsync(T entity, CancellationToken cancellationToken = default) => default;
                public virtual void AddRange(params T[] entities) { }
                public virtual object Update(T entity) => null!;
                public virtual ValueTask<T?> FindAsync(params object?[]? keys) => default;
                public Type ElementType => null!;
                public Expression Expression => null!;
                public IQueryProvider Provider => null!;
                public IEnumerator<T> GetEnumerator() => null!;
                System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null!;
            }
            public class DatabaseFacade;
            public class DbUpdateException : Exception;
            [AttributeUsage(AttributeTargets.Class)]
            public sealed class IndexAttribute(params string[] names) : Attribute { public string[] Names => names; public bool IsUnique { get; set; } }
            public static class EntityFrameworkQueryableExtensions
            {
                public static Task<bool> AnyAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) => null!;
                public static Task<T> SingleAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) => null!;
                public static Task<T?> SingleOrDefaultAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) => null!;
                public static Task<T?> FirstOrDefaultAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) => null!;
            }
            public static class RelationalDatabaseFacadeExtensions
            {
                public static Task<int> ExecuteSqlAsync(this DatabaseFacade database, FormattableString sql, CancellationToken cancellationToken = default) => null!;
                public static Task<int> ExecuteSqlRawAsync(this DatabaseFacade database, string sql, params object[] parameters) => null!;
            }
        }

        namespace Dapper
        {
            public static class SqlMapper
            {
                public static Task<int> ExecuteAsync(this IDbConnection connection, string sql, object? param = null) => null!;
                public static Task<T> ExecuteScalarAsync<T>(this IDbConnection connection, string sql, object? param = null) => null!;
                public static Task<T> QuerySingleAsync<T>(this IDbConnection connection, string sql, object? param = null) => null!;
            }
        }

        namespace StackExchange.Redis
        {
            public enum When { Always, NotExists }
            public interface IDatabaseAsync
            {
                Task<long> StringIncrementAsync(string key, long value = 1);
                Task<long> ListLeftPushAsync(string key, string value);
                Task<bool> StringSetAsync(string key, string value, TimeSpan? expiry = null, When when = When.Always);
                Task<bool> KeyExistsAsync(string key);
            }
            public interface IDatabase : IDatabaseAsync { long StringIncrement(string key, long value = 1); }
        }

        namespace MailKit { public interface IMailTransport { Task<string> SendAsync(string message, CancellationToken cancellationToken = default); } }
        namespace MailKit.Net.Smtp { public class SmtpClient : IMailTransport { public Task<string> SendAsync(string message, CancellationToken cancellationToken = default) => null!; } }

        namespace Stripe
        {
            public class RequestOptions { public string? IdempotencyKey { get; set; } }
            public class ChargeCreateOptions { public long Amount { get; set; } public string? Customer { get; set; } }
            public class Charge { public bool Paid { get; set; } }
            public class ChargeService { public Task<Charge> CreateAsync(ChargeCreateOptions options, RequestOptions? requestOptions = null) => null!; }
        }

        namespace Twilio.Rest.Api.V2010.Account
        {
            public class MessageResource { public static Task<MessageResource> CreateAsync(string to, string body) => null!; }
        }

        namespace MongoDB.Bson { public struct ObjectId { public static ObjectId GenerateNewId() => default; } }
        namespace MongoDB.Driver { public interface IMongoCollection<T> { Task InsertOneAsync(T document, CancellationToken cancellationToken = default); } }

        namespace Shop
        {
            public static class Orders
            {
                [Exchange(ExchangeType.Topic)] public const string Exchange = "orders";
                [Queue] public const string Inventory = "inventory";
            }

            public enum OrderStatus { Pending, Paid, Shipped }
            public sealed record OrderLine(string LineId, string Sku, int Quantity, decimal Price);

            [Message(Orders.Exchange, "order.created")]
            public sealed partial record OrderCreated(string OrderId, string CustomerId, decimal Amount, string Email, List<OrderLine> Lines, long Version, DateTimeOffset At);

            [Message(Orders.Exchange, "order.shipped")]
            public sealed partial record OrderShipped(string ShipmentId, string OrderId) { public string? CorrelationId { get; init; } public DateTimeOffset At { get; init; } }

            public sealed class Order { public string Id { get; set; } = ""; public OrderStatus Status { get; set; } public DateTime? PaidAt { get; set; } public string CustomerId { get; set; } = ""; public decimal Total { get; set; } public bool IsGift { get; set; } public List<OrderLine> Lines { get; } = []; }
            public sealed class Payment { public int Id { get; set; } public string OrderId { get; set; } = ""; public decimal Amount { get; set; } }
            public sealed class Shipment { public Guid Id { get; set; } public string OrderId { get; set; } = ""; }
            [Microsoft.EntityFrameworkCore.Index(nameof(OrderId), IsUnique = true)]
            public sealed class Invoice { public int Id { get; set; } public string OrderId { get; set; } = ""; }
            public sealed class Processed { public int Id { get; set; } public string MessageId { get; set; } = ""; }
            public sealed class Account { public string Id { get; set; } = ""; public decimal Balance { get; set; } public int Orders { get; set; } public long LastVersion { get; set; } public int Version { get; set; } public string? Email { get; set; } public bool WantsMail { get; set; } public HashSet<string> Applied { get; } = []; public Wallet Wallet { get; } = new(); }
            public sealed class Wallet { public decimal Points { get; set; } }
            public sealed class Document { public MongoDB.Bson.ObjectId Id { get; set; } public string OrderId { get; set; } = ""; }

            public sealed class ShopContext : Microsoft.EntityFrameworkCore.DbContext
            {
                public Microsoft.EntityFrameworkCore.DbSet<Order> Orders => Set<Order>();
                public Microsoft.EntityFrameworkCore.DbSet<Payment> Payments => Set<Payment>();
                public Microsoft.EntityFrameworkCore.DbSet<Shipment> Shipments => Set<Shipment>();
                public Microsoft.EntityFrameworkCore.DbSet<Invoice> Invoices => Set<Invoice>();
                public Microsoft.EntityFrameworkCore.DbSet<Processed> Processed => Set<Processed>();
                public Microsoft.EntityFrameworkCore.DbSet<Account> Accounts => Set<Account>();
            }

            public interface IAccounts { Task<Account> GetAsync(string id, CancellationToken cancellationToken = default); Task SaveAsync(Account account); }
            public interface IInbox { Task<bool> SeenAsync(string id); Task<bool> TryBeginAsync(Guid id); Task<bool> AcceptAsync(object message); }
            public interface IMapper { T Map<T>(object source); }
        }
        """;
}
