namespace ClusterEvents.Pages.Frame;

/// <summary>303: what was asked for is done, and shown elsewhere; reloading that page does not do it again.</summary>
/// <param name="address">The address of that page, as <see cref="PageContext"/> makes it.</param>
internal sealed class SeeOther(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
