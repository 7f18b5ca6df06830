using ClusterEvents.Hosting.Composition;
using JasperFx.CodeGeneration;
using Wolverine.Runtime;
using Wolverine.Runtime.Handlers;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>What a build carries along to handle messages: its generated code, or a compiler that makes it.</summary>
[Collection<OnSeeds>]
public sealed class ReleaseTests(SeededApp app)
{
#if DEBUG
    [Fact]
    public void A_debug_build_compiles_its_generated_code_while_it_runs()
    {
        Assert.Equal(TypeLoadMode.Dynamic, Mode);
        Assert.Empty(GeneratedHandlers);
        Assert.Contains("Microsoft.CodeAnalysis.CSharp", Compilers);
    }
#else
    [Fact]
    public void A_release_build_carries_its_generated_code_and_no_compiler()
    {
        Assert.Equal(TypeLoadMode.Static, Mode);
        Assert.NotEmpty(GeneratedHandlers);
        Assert.Empty(Compilers);
    }
#endif

    private TypeLoadMode Mode => app.Get<IWolverineRuntime>().Options.CodeGeneration.TypeLoadMode;

    private static Type[] GeneratedHandlers =>
        [.. typeof(ServiceComposition).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(MessageHandler)))];

    private static string[] Compilers =>
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                || name is "JasperFx.RuntimeCompiler" or "Wolverine.RuntimeCompilation"),
    ];
}
