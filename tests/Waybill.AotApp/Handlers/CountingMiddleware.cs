namespace Waybill.AotApp.Handlers;

public sealed class CountingMiddleware(Ledger ledger)
{
    public async Task InvokeAsync(MessageContext context, Next next)
    {
        ledger.Enter("middleware before");
        await next.InvokeAsync();
        ledger.Enter("middleware after");
    }
}
