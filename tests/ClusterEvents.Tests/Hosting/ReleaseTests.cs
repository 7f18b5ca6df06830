using ClusterEvents.Hosting;
using JasperFx.CodeGeneration;
using Wolverine.Http;
using Wolverine.Runtime;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>What a build carries along to answer requests: its generated code, or a compiler that makes it.</summary>
[Collection<OnSeeds>]
public sealed class ReleaseTests(SeededApp app)
{
#if DEBUG
    [Fact]
    public void A_debug_build_compiles_its_generated_code_while_it_runs()
    {
        Assert.Equal(TypeLoadMode.Dynamic, Mode);
        Assert.Empty(GeneratedRoutes);
        Assert.Contains("Microsoft.CodeAnalysis.CSharp", Compilers);
    }
#else
    [Fact]
    public void A_release_build_carries_its_generated_code_and_no_compiler()
    {
        Assert.Equal(TypeLoadMode.Static, Mode);
        Assert.NotEmpty(GeneratedRoutes);
        Assert.Empty(Compilers);
    }
#endif

    private TypeLoadMode Mode => app.Get<IWolverineRuntime>().Options.CodeGeneration.TypeLoadMode;

    private static Type[] GeneratedRoutes =>
        [.. typeof(Service).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HttpHandler)))];

    private static string[] Compilers =>
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                || name is "JasperFx.RuntimeCompiler" or "Wolverine.RuntimeCompilation"),
    ];
}
