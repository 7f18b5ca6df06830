using ClusterEvents.EventStore.Schema;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace ClusterEvents.Pages.Posts;

/// <summary>Composes tokens of forms, and the keys of these and of cookies.</summary>
internal static class PagePostComposition
{
    /// <summary>Called after the preparation of the store, whose table the first key needs.</summary>
    public static void AddPagePosts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IStoreTables, PageTables>().AddSingleton<PageKeys>();
        services.AddHostedService<FirstPageKey>();
        services.AddDataProtection().SetApplicationName("clusterevents");
        services.AddOptions<KeyManagementOptions>().Configure<PageKeys>((options, keys) =>
        {
            options.XmlRepository = keys;
            // The repository seals each key as a whole.
            options.XmlEncryptor = new NullXmlEncryptor();
        });
        var secure = builder.Configuration["Authentication:Authority"] is { Length: > 0 };
        services.AddHttpContextAccessor().AddAntiforgery(options =>
        {
            options.FormFieldName = PagePost.Field;
            options.HeaderName = null;
            // The policy of pages says the same of all frames.
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((options, requests) =>
            options.Cookie = new PageCookie("clusterevents-form", secure, requests) { SameSite = SameSiteMode.Strict });
    }
}
