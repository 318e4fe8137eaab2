import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One OpenSearch node in a process of its own, so that a test can kill, stop and cut off each.
 *
 * <p>The one argument is the node's home; its settings stand in {@code config/opensearch.yml} there.
 */
final class ClusterNode extends Node {
    private ClusterNode(Environment environment) {
        super(
                environment,
                List.of(
                        Netty4Plugin.class,
                        CommonAnalysisPlugin.class,
                        PainlessPlugin.class),
                true);
    }

    public static void main(String[] arguments) throws Exception {
        Settings home = Settings.builder().put("path.home", arguments[0]).build();
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(
                        home, Map.of(), Path.of(arguments[0], "config"), () -> "node");
        ClusterNode node = new ClusterNode(environment);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    try {
                                        node.close();
                                    } catch (Exception broken) {
                                        broken.printStackTrace();
                                    }
                                    stopped.countDown();
                                }));
        node.start();
        stopped.await();
    }
}
